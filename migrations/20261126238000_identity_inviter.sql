-- Who made an invitation to a role: it counts while they may still make it. The command line's, and those of before, are nobody's.
ALTER TABLE role_invitation ADD COLUMN by_account BIGINT REFERENCES account (id) ON DELETE CASCADE;
