-- What is asked at each message and each page of the desk is found without reading whole tables.
CREATE INDEX topic_by_author ON topic (author_id);
CREATE INDEX topic_by_merge ON topic (merged_into);
CREATE INDEX post_report_by_post ON post_report (post_id);
CREATE INDEX post_report_by_account ON post_report (account_id);
CREATE INDEX moderation_act_by_post ON moderation_act (post_id);
