-- Accounts, what was granted on them, and the journal that proves both.

create table ledger.account (
    tenant_id uuid not null,
    name      text collate "C" not null,
    unit      text not null check (unit in ('piece', 'money')),
    cap       bigint not null,
    spent     bigint not null default 0,
    reserved  bigint not null default 0,
    frozen    boolean not null default false,
    seq       bigint not null,
    opened_at timestamptz not null,
    primary key (tenant_id, name),
    -- Never oversold, whatever the code above believes.
    check (spent >= 0 and reserved >= 0 and spent + reserved <= cap)
);

-- One row per Take or Reserve that was granted; its key is the request's.
create table ledger.granted (
    tenant_id  uuid not null,
    key        text collate "C" not null,
    account    text collate "C" not null,
    subject    text,
    units      bigint not null check (units > 0),
    spent      bigint not null,
    reserved   bigint not null,
    expires_at timestamptz,
    -- Which of the subject's counters it went into, as limit@first-day, comma-separated: they are given back with it.
    counted    text not null default '',
    granted_at timestamptz not null,
    primary key (tenant_id, key),
    check (spent >= 0 and reserved >= 0 and spent + reserved <= units),
    check (reserved = 0 or expires_at is not null)
);
create index granted_due on ledger.granted (tenant_id, expires_at) where reserved > 0;
create index granted_due_by_account on ledger.granted (tenant_id, account, expires_at) where reserved > 0;
create index granted_by_account on ledger.granted (tenant_id, account);

create table ledger.subject_use (
    tenant_id    uuid not null,
    account      text collate "C" not null,
    subject      text collate "C" not null,
    limit_name   text collate "C" not null,
    window_start date not null,
    units        bigint not null check (units >= 0),
    primary key (tenant_id, account, subject, limit_name, window_start)
);

-- The first answer to every request, for its repeats. digest tells another request under the same key.
create table ledger.request (
    tenant_id  uuid not null,
    key        text collate "C" not null,
    digest     bytea not null,
    granted    boolean not null,
    units      bigint not null,
    seq        bigint not null,
    refused_by text,
    at         timestamptz not null,
    primary key (tenant_id, key),
    check (granted = (refused_by is null))
);

-- Append-only. The sums after each record stand beside the changes, so that the first false record can be named.
create table ledger.journal (
    tenant_id      uuid not null,
    account        text collate "C" not null,
    seq            bigint not null check (seq > 0),
    op             text not null,
    key            text not null,
    grant_key      text,
    cap_change     bigint not null,
    spent_change   bigint not null,
    reserved_change bigint not null,
    cap            bigint not null,
    spent          bigint not null,
    reserved       bigint not null,
    at             timestamptz not null,
    primary key (tenant_id, account, seq),
    check (spent >= 0 and reserved >= 0 and spent + reserved <= cap)
);
