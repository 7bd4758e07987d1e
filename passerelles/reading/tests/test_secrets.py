"""Printed logins and passwords are hidden; what only speaks of them is not."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading.secrets import mask
from passerelles.reading.tests.texts import document_of

HIDDEN = [
    # label, separator, value: in three languages, in brackets, before a full stop
    ("(Login : journees2031 ; Mot de passe : passerelle).", "(Login : •••••••••••• ; Mot de passe : ••••••••••)."),
    ("Password: sunflower", "Password: •••••••••"),
    ("用户名：fiaf2018，密码：Chengdu@2018。请勿外传", "用户名：••••••••，密码：••••••••••••。请勿外传"),
    ("提取码: a1b2", "提取码: ••••"),
    # two labels, then two values
    ("Identifiant / mot de passe : cuf2017 / Panda!88", "Identifiant / mot de passe : ••••••• / ••••••••"),
    ("Login | Mot de passe\ncuf | panda", "Login | Mot de passe\n••• | •••••"),
    # a word that only looks like a first label
    ("CODE\nMot de passe : 000000", "CODE\nMot de passe : ••••••"),
    # what the label is for stands between it and the colon
    ("Le mot de passe pour l'espace membres : toto", "Le mot de passe pour l'espace membres : ••••"),
    ("Mot de passe (provisoire, valable une fois) : x9", "Mot de passe (provisoire, valable une fois) : ••"),
    # a verb for a colon: only where the word looks like a code
    ("The password is Toulouse31 for everybody.", "The password is •••••••••• for everybody."),
    ("WiFi密码是panda2018", "WiFi密码是•••••••••"),
    # the value on the next line, in quotation marks, in bold
    ("Mot de passe :\nAzerty", "Mot de passe :\n••••••"),
    ("Mot de passe : « la vie en rose »", "Mot de passe : « •••••••••••••• »"),
    ("**Mot de passe** : **def**", "**Mot de passe** : **•••**"),
    # no separator at all
    ("mdp francechine2014", "mdp •••••••••••••••"),
    ("mdp abc", "mdp •••"),  # alone on a line or in a clause
    ("Wi-Fi : CUF-Invites, mdp bonjour", "Wi-Fi : CUF-Invites, mdp •••••••"),
    ("Login cuf mdp abc", "Login cuf mdp •••"),
    ("Code PIN 4821", "Code PIN ••••"),
    ("PIN : 4821", "PIN : ••••"),
    ("Entrée B, PIN 4821.", "Entrée B, PIN ••••."),
    ("密码 abc123", "密码 ••••••"),
    ("会议密码 4821，请准时", "会议密码 ••••，请准时"),
    # letters of other alphabets that look Latin, and labels written in these alphabets
    ("раssword : toto", "раssword : ••••"),
    ("Mοt de pаsse : panda", "Mοt de pаsse : •••••"),
    ("Пароль: abc", "Пароль: •••"),
    ("Κωδικός πρόσβασης : abc", "Κωδικός πρόσβασης : •••"),
    # printed again without its label
    ("mdp : abcd1234 … retenez abcd1234", "mdp : •••••••• … retenez ••••••••"),
    # an account is secret beside its password only
    ("账号：cuf 密码：abc123", "账号：••• 密码：••••••"),
    ("Wi-Fi : CUF-Invites, code : bonjour2017", "Wi-Fi : CUF-Invites, code : •••••••••••"),
    # blanks doubled, characters nobody sees, marks on their own, lines broken within the label or before the colon
    ("Mot  de\u00ad passe : abc", "Mot  de\u00ad passe : •••"),
    ("cle\u0301 d'acce\u0300s : abc", "cle\u0301 d'acce\u0300s : •••"),
    ("mot de\npasse\n: abc", "mot de\npasse\n: •••"),
    ("Mot de passe :\n\nabc\n", "Mot de passe :\n\n•••\n"),
    ("密 码：abc", "密 码：•••"),
    # other signs than a colon
    ("Mot de passe – abc", "Mot de passe – •••"),
    ("Mot de passe => abc", "Mot de passe => •••"),
    ("Mot de passe ..... abc", "Mot de passe ..... •••"),
    ("Mot de passe :: abc", "Mot de passe :: •••"),
    ("Mot de passe : (sans espaces) abc", "Mot de passe : (sans espaces) •••"),
    ("Mot de passe (attention !) : abc", "Mot de passe (attention !) : •••"),
    ("<p>Mot de passe : <b>abc</b></p>", "<p>Mot de passe : <b>•••</b></p>"),
    ("密码【abc123x】", "密码【•••••••】"),
    ("mot de passe « abc »", "mot de passe « ••• »"),
    # it says that none follows, and a code does
    ("Nouveau mot de passe changé : x7y8z9", "Nouveau mot de passe changé : ••••••"),
    ("The password will be x7y8z9.", "The password will be ••••••."),
    ("Mot de passe\nx7y8z9\n", "Mot de passe\n••••••\n"),
    # one label for two values
    ("Codes d'accès : cuf / x7y8z9", "Codes d'accès : ••• / ••••••"),
    ("用户名和密码分别为cuf和x7y8z9", "用户名和密码分别为•••和••••••"),
    # a column's title is the label of each row
    (
        "Nom | Login | Mot de passe | Note\nDupont | cuf | abc | rien\nRoy | x | panda | non",
        "Nom | Login | Mot de passe | Note\nDupont | ••• | ••• | rien\nRoy | x | ••••• | non",
    ),
    # as programs write it
    ("client_secret=abc123", "client_secret=••••••"),
    ('"token": "abc123"', '"token": "••••••"'),
    # without label: addresses and keys
    ("https://x.fr/doc?id=3&token=abcdef123456&p=1", "https://x.fr/doc?id=3&token=••••••••••••&p=1"),
    ("ftp://cuf:panda@host.fr/x", "ftp://cuf:•••••@host.fr/x"),
    ("la clé sk-proj-abcdefghijklmnop1234 est neuve", "la clé •••••••••••••••••••••••••••• est neuve"),
]

SHOWN = [
    "Le mot de passe vous sera communiqué par : M. Dupont",
    "Mot de passe oublié ? Cliquez ici : http://x.fr",
    "Mot de passe : à demander au secrétariat",
    "Mot de passe : communiqué par courriel",
    "Mot de passe : contact@ville.fr",  # says whom to ask
    "Le mot de passe est obligatoire.",
    "Le mot de passe est valable 30 jours",
    "The password is required. Password: see below.",
    "密码请联系：张三",
    "密码：另行通知",
    "Mots de passe : bonnes pratiques",
    "开户行：中国银行 账号：6222020200112233",  # a bank account is no secret of ours
    "Identifiant de télétransmission : 033-213300635-20140623",  # every French deliberation has one
    "Identifiant : 21330063500017",
    "Code postal : 75018. Wi-Fi gratuit",
    "Compte rendu : réunion du 3 mai",
    "Identifiants : 12 / 34",
    "Le pass Navigo : 30 €. Les codes : voir page 3.",
    "Identifiant\nMot de passe\nConnexion",
    "Token : participation gratuite",
    "Login : https://portail.example.org",
    "Mot de passe : ********",
    "La jeunesse est la clé : elle ouvre les portes.",
    # short labels inside a sentence, acronyms, trees, years
    "Mon mdp ne marche plus.",
    "Merci de changer votre mdp souvent.",
    "Mdp oublié",
    "Le mdp wifi est affiché à l'accueil.",
    "MDP Lille",
    "PWD officials",
    "Le pin : 1200 arbres plantés.",
    "Pin : 1200",
    "Le PIN 2020 a financé trois projets.",
    "PIN 2018",
    "Le mot de passe de 2018 a expiré",
    "Mot de passe 12 caractères minimum",
    "密码 2018年更新",
    "Код города : Москва",
    "Η πόλη της Αθήνας",
]


@pytest.mark.parametrize(("text", "expected"), HIDDEN)
def test_a_printed_secret_is_hidden_and_asked_about(text: str, expected: str) -> None:
    masked, doubts = mask(document_of(text))
    assert masked.text == expected
    assert {doubt.about for doubt in doubts} == {"secret"}
    assert all(doubt.quote.text == expected[doubt.quote.start : doubt.quote.end] for doubt in doubts)


@pytest.mark.parametrize("text", SHOWN)
def test_words_about_secrets_stay(text: str) -> None:
    masked, doubts = mask(document_of(text))
    assert (masked.text, doubts) == (text, [])


def test_a_login_and_its_password_are_one_question_with_their_labels() -> None:
    _, doubts = mask(document_of("Inscription ici (Login : journees2031 ; Mot de passe : passerelle)."))
    assert [doubt.quote.text for doubt in doubts] == ["Login : •••••••••••• ; Mot de passe : ••••••••••"]


def test_the_title_is_hidden_too() -> None:
    masked, _ = mask(document_of("Mot de passe : passerelle", title="Extranet, mot de passe : passerelle"))
    assert masked.title == "Extranet, mot de passe : ••••••••••"


def test_notes_of_the_opening_are_hidden_too() -> None:
    document = replace(document_of("Mot de passe : francechine"), notes=("sheet francechine is hidden", "left out: mdp : abc"))
    assert mask(document)[0].notes == ("sheet ••••••••••• is hidden", "left out: mdp : •••")


@pytest.mark.parametrize(
    "pattern", ["mot de passe ", "mot de passe (a)", "mot de passe" + " " * 100, "mot de passe…", " \u200b", "e\u0301", "token= "]
)
def test_a_text_of_labels_costs_in_proportion_to_its_length(pattern: str) -> None:
    began = time.process_time()
    mask(document_of(pattern * (100_000 // len(pattern))))
    assert time.process_time() - began < 5


@given(
    st.text(max_size=80), st.text("abcdefXYZ0123456789!@#$%", min_size=6, max_size=20).filter(lambda words: any(map(str.isdigit, words)))
)
def test_no_labelled_code_survives(before: str, code: str) -> None:
    text = f"{before}\nMot de passe : {code}\n"
    masked, _ = mask(document_of(text))
    assert len(masked.text) == len(text)
    assert f": {code}\n" not in masked.text


@given(
    st.lists(
        st.sampled_from(
            [
                "Login",
                " : ",
                "mot de passe",
                "/",
                " ",
                "\n",
                "est",
                "密码",
                "：",
                "是",
                "ab12",
                "«",
                "»",
                "token=",
                "?",
                "code",
                "wifi",
                "://a:b@",
            ]
        )
    )
)
def test_nothing_but_bullets_changes(pieces: list[str]) -> None:
    text = "".join(pieces)
    masked, doubts = mask(document_of(text))
    assert len(masked.text) == len(text)
    assert all(new in (old, "•") for old, new in zip(text, masked.text, strict=True))
    assert mask(document_of(text)) == (masked, doubts)
    assert all(masked.text[doubt.quote.start : doubt.quote.end] == doubt.quote.text for doubt in doubts)
