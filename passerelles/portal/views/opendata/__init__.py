"""What the site gives away: files, feeds, formats of others, and the page that lists them."""
