-- What an operator needs beside the first way: a history of seasons and campaigns too, reasons of the platform in both
-- languages, where a node was cloned from, and templates.

alter table campaigns.history alter column round_id drop not null;
alter table campaigns.history add column node_id uuid;
alter table campaigns.history add column reason jsonb;
alter table campaigns.history add check (num_nonnulls(round_id, node_id) = 1);
create index history_node on campaigns.history (tenant_id, node_id, id) where node_id is not null;

-- Whoever decides asks for what waits longest, over all rounds.
create index submission_waiting on campaigns.submission (tenant_id, status_since, id)
    where status in ('in_review', 'first_approved');

alter table campaigns.season add column cloned_from uuid;
alter table campaigns.round add column cloned_from uuid;
create index round_clone on campaigns.round (tenant_id, id) where cloned_from is not null;

-- A season or campaign to start from: a plan in days of a calendar, without dates.
create table campaigns.template (
    tenant_id  uuid not null,
    id         uuid not null,
    kind       text not null check (kind in ('season', 'campaign')),
    name       text not null check (length(name) between 1 and 100),
    plan       jsonb not null,
    campaigns  int not null,
    rounds     int not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (tenant_id, id),
    unique (tenant_id, kind, name)
);
