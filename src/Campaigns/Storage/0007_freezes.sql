-- When changes stop, and who was let through.

create table campaigns.freeze (
    tenant_id   uuid not null,
    id          uuid not null,
    name        text not null check (length(name) between 1 and 100),
    node_kind   text check (node_kind in ('season', 'round')),
    node_id     uuid,
    areas       text[] not null check (cardinality(areas) > 0),
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    made_by_id  text not null,
    made_by     text not null,
    made_at     timestamptz not null,
    ended_at    timestamptz,
    ended_by_id text,
    ended_by    text,
    primary key (tenant_id, id),
    check (from_at < to_at),
    check ((node_kind is null) = (node_id is null)),
    check ((ended_at is null) = (ended_by is null))
);
create index freeze_standing on campaigns.freeze (tenant_id, to_at) where ended_at is null;

-- One person asks to be let through, another one lets them.
create table campaigns.freeze_pass (
    tenant_id    uuid not null,
    id           uuid not null,
    freeze_id    uuid not null,
    reason       text not null check (length(reason) between 1 and 1000),
    minutes      int not null check (minutes between 1 and 240),
    asked_by_id  text not null,
    asked_by     text not null,
    asked_at     timestamptz not null,
    given_by_id  text,
    given_by     text,
    given_at     timestamptz,
    until_at     timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, freeze_id) references campaigns.freeze,
    check ((given_at is null) = (given_by_id is null) and (given_at is null) = (until_at is null)),
    check (given_by_id <> asked_by_id)
);
create index freeze_pass_of on campaigns.freeze_pass (tenant_id, freeze_id, asked_at);
