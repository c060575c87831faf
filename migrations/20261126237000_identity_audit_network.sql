-- A line of the audit trail says from which network, shared by many, and with which provider's word (SECURITY 4.4).
ALTER TABLE audit ADD COLUMN network TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN provider TEXT NOT NULL DEFAULT '';
