-- Of several registrations with one address, that one counts whose link is opened: the account begins with the password that was
-- typed there. NULL: the link sets none.
ALTER TABLE account_links ADD COLUMN password_hash VARCHAR(255);
