-- What every module stands on. Tables of Kernel are written by module roles only where Migrator grants it.

create table kernel.tenant (
    tenant_id    uuid primary key,
    slug         text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
    name         text not null check (length(name) between 1 and 200),
    kind         text not null check (kind in ('live', 'rehearsal')),
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    zone         text not null,
    clock_offset interval not null default interval '0',
    token_secret bytea not null check (length(token_secret) = 32),
    created_at   timestamptz not null,
    check (kind = 'rehearsal' or clock_offset = interval '0')
);

create table kernel.principal (
    principal_id    uuid primary key,
    name            text not null unique check (length(name) between 1 and 100),
    display_name    text not null,
    password_hash   text not null,
    failed_sign_ins int not null default 0,
    paused_until    timestamptz,
    disabled_at     timestamptz,
    created_at      timestamptz not null
);

-- tenant_id null: on every tenant.
create table kernel.role_grant (
    grant_id     uuid primary key,
    principal_id uuid not null references kernel.principal,
    tenant_id    uuid references kernel.tenant,
    role         text not null,
    categories   text[],
    merchants    text[],
    created_at   timestamptz not null,
    unique nulls not distinct (principal_id, tenant_id, role)
);

create table kernel.session (
    token_hash   bytea primary key,
    principal_id uuid not null references kernel.principal,
    created_at   timestamptz not null,
    expires_at   timestamptz not null
);

create table kernel.machine_key (
    key_id      text primary key,
    secret_hash bytea not null,
    name        text not null,
    tenant_id   uuid references kernel.tenant,
    roles       text[] not null,
    merchants   text[],
    created_at  timestamptz not null,
    expires_at  timestamptz,
    revoked_at  timestamptz
);

-- xid makes reading in order safe: a reader takes only rows of transactions that ended before every one still running, so a
-- row that commits late is never passed over.
create table kernel.outbox (
    tenant_id   uuid not null,
    xid         xid8 not null default pg_current_xact_id(),
    seq         bigint generated always as identity,
    event_id    uuid not null,
    type        text not null,
    version     int not null,
    payload     jsonb not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (xid, seq)
);

create table kernel.subscription (
    name       text primary key,
    xid        xid8 not null default '0',
    seq        bigint not null default 0,
    attempts   int not null default 0,
    retry_at   timestamptz,
    last_error text,
    updated_at timestamptz not null default clock_timestamp()
);

create table kernel.dead_letter (
    tenant_id    uuid not null,
    subscription text not null,
    event_id     uuid not null,
    type         text not null,
    version      int not null,
    payload      jsonb not null,
    occurred_at  timestamptz not null,
    attempts     int not null,
    error        text not null,
    died_at      timestamptz not null default clock_timestamp(),
    primary key (tenant_id, subscription, event_id)
);

create table kernel.inbox (
    tenant_id    uuid not null,
    subscription text not null,
    event_id     uuid not null,
    handled_at   timestamptz not null default clock_timestamp(),
    primary key (tenant_id, subscription, event_id)
);

create table kernel.idempotency (
    tenant_id    uuid not null,
    actor_id     text not null,
    key          text not null,
    request_hash text not null,
    response     text,
    created_at   timestamptz not null,
    primary key (tenant_id, actor_id, key)
);
create index idempotency_age on kernel.idempotency (created_at);

create table kernel.audit (
    tenant_id  uuid not null,
    id         uuid not null,
    at         timestamptz not null,
    actor_kind text not null,
    actor_id   text not null,
    actor_name text not null,
    action     text not null,
    subject    text not null,
    detail     jsonb,
    primary key (tenant_id, id)
);
create index audit_subject on kernel.audit (tenant_id, subject, id);
