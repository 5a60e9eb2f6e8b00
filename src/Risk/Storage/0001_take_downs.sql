-- The journal of take-downs: a row is never deleted, and putting back fills its second half.
create table risk.takedown (
    tenant_id          uuid not null,
    takedown_id        uuid not null,
    kind               text not null check (kind in ('item', 'merchant', 'benefit', 'price', 'campaign')),
    subject            text not null check (length(subject) between 1 and 128),
    title              text not null,
    merchant_id        text,
    category           text,
    reason             text not null check (length(reason) between 1 and 1000),
    told               text check (length(told) between 1 and 1000),
    reversible         boolean not null,
    taken_at           timestamptz not null,
    until_at           timestamptz,
    taken_by_id        text not null,
    taken_by           text not null,
    revision           bigint not null check (revision > 0),
    recorded_at        timestamptz not null default clock_timestamp(),
    returned_at        timestamptz,
    returned_by_id     text,
    returned_by        text,
    return_reason      text,
    return_revision    bigint check (return_revision > revision),
    return_recorded_at timestamptz,
    primary key (tenant_id, takedown_id),
    check (until_at > taken_at),
    check (num_nonnulls(returned_at, returned_by_id, returned_by, return_reason, return_revision, return_recorded_at)
        in (0, 6))
);

-- One thing is down once at a time.
create unique index takedown_in_force on risk.takedown (tenant_id, kind, subject) where returned_at is null;
create index takedown_of_subject on risk.takedown (tenant_id, kind, subject, takedown_id);
create index takedown_of_merchant on risk.takedown (tenant_id, merchant_id, takedown_id) where merchant_id is not null;

-- Grows with every change of what is in force; its row is the lock under which the list changes.
create table risk.head (
    tenant_id uuid primary key,
    revision  bigint not null check (revision >= 0)
);

create table risk.policy (
    tenant_id     uuid primary key,
    second_person boolean not null
);

create table risk.host (
    tenant_id  uuid not null,
    host       text not null,
    started_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp(),
    primary key (tenant_id, host)
);

-- From that moment on, every answer of the surface on that host follows the revision.
create table risk.acknowledgement (
    tenant_id       uuid not null,
    surface         text not null,
    host            text not null,
    revision        bigint not null,
    acknowledged_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, surface, host, revision)
);
