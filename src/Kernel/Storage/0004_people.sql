-- What people and other systems are told.

-- One row per kind, thing and audience: what is said again of the same thing replaces what was said, and is unread again.
create table kernel.notification (
    tenant_id       uuid not null references kernel.tenant,
    notification_id uuid not null,
    kind            text not null,
    subject         text not null check (length(subject) between 1 and 200),
    revision        int not null default 1 check (revision > 0),
    title           jsonb not null,
    body            jsonb not null,
    link            text not null,
    roles           text[],
    category        text,
    shop            text,
    every_shop      boolean not null default false,
    needs           text not null default 'see',
    principal_id    uuid references kernel.principal,
    at              timestamptz not null,
    changed_at      timestamptz not null default clock_timestamp(),
    primary key (tenant_id, notification_id),
    unique nulls not distinct (tenant_id, kind, subject, shop, principal_id),
    check (roles is not null or shop is not null or every_shop or principal_id is not null)
);
create index notification_shop on kernel.notification (tenant_id, shop, changed_at desc) where shop is not null;
create index notification_other on kernel.notification (tenant_id, changed_at desc) where shop is null;
create index notification_age on kernel.notification (changed_at);

create table kernel.notification_read (
    tenant_id       uuid not null,
    principal_id    uuid not null references kernel.principal,
    notification_id uuid not null,
    revision        int not null,
    primary key (tenant_id, principal_id, notification_id),
    foreign key (tenant_id, notification_id) references kernel.notification on delete cascade
);

create table kernel.notification_preference (
    tenant_id    uuid not null references kernel.tenant,
    principal_id uuid not null references kernel.principal,
    kind         text not null,
    in_app       boolean not null,
    mail         boolean not null,
    primary key (tenant_id, principal_id, kind)
);

-- How far somebody has read on a tenant, where they want mail of it, and how far they were written to.
create table kernel.notification_reader (
    tenant_id    uuid not null references kernel.tenant,
    principal_id uuid not null references kernel.principal,
    read_until   timestamptz not null default '-infinity',
    address      text check (length(address) between 3 and 254),
    language     text not null default 'en' check (language in ('zh-CN', 'en')),
    mailed_until timestamptz not null default clock_timestamp(),
    mailed_at    timestamptz,
    failures     int not null default 0,
    retry_at     timestamptz,
    last_error   text,
    primary key (tenant_id, principal_id)
);
create index notification_reader_mail on kernel.notification_reader (tenant_id) where address is not null;

-- A webhook's secret signs, so it is kept as it is; it is shown once and never read out again.
create table kernel.webhook (
    tenant_id    uuid not null references kernel.tenant,
    webhook_id   uuid not null,
    name         text not null check (length(name) between 1 and 100),
    url          text not null check (length(url) between 1 and 500),
    events       text[] not null,
    secret       bytea not null check (length(secret) = 32),
    failures     int not null default 0,
    failing_at   timestamptz,
    missed       bigint not null default 0,
    paused_at    timestamptz,
    pause_reason text,
    created_by   text not null,
    created_at   timestamptz not null,
    -- On the clock of the outbox's recorded_at, which a rehearsal does not move: what was recorded before is not sent.
    made_at      timestamptz not null default clock_timestamp(),
    primary key (tenant_id, webhook_id)
);

create table kernel.webhook_delivery (
    tenant_id   uuid not null,
    delivery_id uuid not null,
    webhook_id  uuid not null,
    sequence    bigint generated always as identity,
    event_id    uuid not null,
    event       text not null,
    version     int not null,
    payload     jsonb not null,
    occurred_at timestamptz not null,
    state       text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
    attempts    int not null default 0,
    next_at     timestamptz not null default clock_timestamp(),
    status      int,
    error       text,
    took_ms     int,
    created_at  timestamptz not null default clock_timestamp(),
    ended_at    timestamptz,
    primary key (tenant_id, delivery_id),
    unique (tenant_id, webhook_id, event_id),
    foreign key (tenant_id, webhook_id) references kernel.webhook on delete cascade
);
create index webhook_delivery_due on kernel.webhook_delivery (tenant_id, webhook_id, next_at, sequence)
    where state = 'waiting';
create index webhook_delivery_dead on kernel.webhook_delivery (tenant_id, webhook_id, sequence) where state = 'dead';
create index webhook_delivery_newest on kernel.webhook_delivery (tenant_id, webhook_id, sequence desc);
create index webhook_delivery_ended on kernel.webhook_delivery (ended_at) where ended_at is not null;

-- Nobody is told what happened before this was there: both cursors begin at what is not yet committed everywhere.
insert into kernel.subscription (name, xid)
select name, pg_snapshot_xmin(pg_current_snapshot())
from unnest(array['kernel.webhook_feed', 'kernel.notifications']) name;
