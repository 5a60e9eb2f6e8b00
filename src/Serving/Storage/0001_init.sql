-- A placement draws from exactly one source: a pool, or all campaign items of a round.

create table serving.placement (
    tenant_id  uuid not null,
    name       text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,79}$'),
    pool_id    uuid,
    round_id   uuid,
    item_limit int not null check (item_limit between 1 and 200),
    revision   int not null check (revision >= 1),
    updated_at timestamptz not null,
    primary key (tenant_id, name),
    check (num_nonnulls(pool_id, round_id) = 1)
);
