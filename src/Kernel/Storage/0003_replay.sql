-- A dead letter that somebody wants tried again waits for its subscription to take it up; one that dies again says so.
alter table kernel.dead_letter
    add column replay_at timestamptz,
    add column replays   int not null default 0 check (replays >= 0);
create index dead_letter_replay on kernel.dead_letter (subscription, replay_at) where replay_at is not null;
create index dead_letter_newest on kernel.dead_letter (tenant_id, died_at desc, event_id, subscription);
