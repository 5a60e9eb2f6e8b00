-- Benefits, what was asked of them, what stands in wallets, and what checkouts hold.

create table benefits.benefit (
    tenant_id   uuid not null,
    benefit_id  uuid not null,
    type        text not null,
    name        text not null check (length(name) between 1 and 60),
    status      text not null check (status in ('active', 'paused', 'ended')),
    round_id    uuid,
    -- The mechanic of the round it was made of: one benefit each, however often the round is announced.
    mechanic_id uuid,
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    spec        jsonb not null,
    merchant_no int,
    merchant_id text,
    -- Secret until the benefit has ended; its hash is public from the first moment.
    seed        bytea not null check (length(seed) = 32),
    seed_hash   bytea not null check (seed_hash = sha256(seed)),
    created_at  timestamptz not null,
    primary key (tenant_id, benefit_id),
    check (from_at < to_at)
);
create unique index benefit_of_mechanic on benefits.benefit (tenant_id, round_id, mechanic_id) where mechanic_id is not null;

-- A claim or a draw. It is written before the ledger is asked, so that one that a fall cut short is finished, not lost.
create table benefits.entry (
    tenant_id   uuid not null,
    entry_id    uuid not null,
    benefit_id  uuid not null,
    shopper_no  int not null,
    request_key text not null,
    status      text not null check (status in ('pending', 'granted', 'refused')),
    refused_by  text,
    sequence    bigint,
    ticket      int,
    drawn       text,
    code        text,
    title       text,
    grant_id    uuid,
    at          timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, entry_id),
    foreign key (tenant_id, benefit_id) references benefits.benefit,
    unique (tenant_id, benefit_id, shopper_no, request_key),
    check ((status = 'refused') = (refused_by is not null)),
    check ((status = 'granted') = (sequence is not null))
);
create index entry_pending on benefits.entry (tenant_id, recorded_at) where status = 'pending';
create unique index entry_sequence on benefits.entry (tenant_id, benefit_id, sequence) where sequence is not null;
create index entry_of_shopper on benefits.entry (tenant_id, shopper_no, benefit_id, at);

-- A grant in a wallet.
create table benefits.wallet (
    tenant_id       uuid not null,
    grant_id        uuid not null,
    benefit_id      uuid not null,
    shopper_no      int not null,
    status          text not null
                    check (status in ('granted', 'reserved', 'used', 'given_back', 'expired', 'revoked')),
    title           text not null,
    code            text,
    scope           text check (scope in ('shop', 'platform')),
    merchant_no     int,
    merchant_id     text,
    threshold_minor bigint,
    off_minor       bigint check (off_minor > 0 and off_minor <= threshold_minor),
    platform_bp     int,
    merchant_bp     int,
    brand_bp        int,
    usable_from     timestamptz not null,
    usable_to       timestamptz not null,
    granted_at      timestamptz not null,
    hold_key        text,
    hold_until      timestamptz,
    order_ref       text,
    -- What the ledger gave for it, and whether that went back after it expired or was revoked.
    ledger_account  text not null,
    ledger_grant    text not null,
    is_returned     boolean not null default false,
    primary key (tenant_id, grant_id),
    foreign key (tenant_id, benefit_id) references benefits.benefit,
    check ((scope is null) = (off_minor is null) and (scope is null) = (platform_bp is null)),
    check ((scope = 'shop') = (merchant_no is not null)),
    check (platform_bp + merchant_bp + brand_bp = 10000 and platform_bp >= 0 and merchant_bp >= 0 and brand_bp >= 0),
    check (status <> 'reserved' or (hold_key is not null and hold_until is not null)),
    check (status <> 'used' or order_ref is not null),
    check (not is_returned or status in ('expired', 'revoked'))
);
create index wallet_of_shopper on benefits.wallet (tenant_id, shopper_no, grant_id);
create index wallet_of_benefit on benefits.wallet (tenant_id, benefit_id, grant_id);
create index wallet_open on benefits.wallet (tenant_id, usable_to) where status in ('granted', 'given_back');
create index wallet_held on benefits.wallet (tenant_id, hold_until) where status = 'reserved';
create index wallet_to_return on benefits.wallet (tenant_id) where status in ('expired', 'revoked') and not is_returned;
create index wallet_of_order on benefits.wallet (tenant_id, order_ref) where order_ref is not null;

-- The whole life of every grant.
create table benefits.grant_event (
    tenant_id  uuid not null,
    grant_id   uuid not null,
    n          bigint generated always as identity,
    at         timestamptz not null,
    status     text not null,
    order_ref  text,
    why        text,
    actor_name text not null,
    primary key (tenant_id, grant_id, n)
);

-- What a checkout asked for, for its repeats.
create table benefits.hold (
    tenant_id   uuid not null,
    request_key text not null,
    status      text not null check (status in ('held', 'confirmed', 'released')),
    shopper_no  int,
    grants      uuid[] not null,
    order_ref   text,
    until_at    timestamptz,
    primary key (tenant_id, request_key)
);

-- What orders gave back, also when the news of it comes before the checkout has confirmed its hold. The nil grant means all.
create table benefits.order_back (
    tenant_id uuid not null,
    order_id  text not null,
    grant_id  uuid not null,
    primary key (tenant_id, order_id, grant_id)
);
