-- An offer's id is made of its content, so the same content is the same offer, and a revision names the same offers for ever.
create table pricing.offer (
    tenant_id   uuid not null,
    offer_id    uuid not null,
    round_id    uuid not null,
    kind        text not null check (kind in ('fixed_price', 'item_percentage', 'shop_threshold', 'platform_threshold')),
    spec        jsonb not null,
    live_from   timestamptz not null,
    live_to     timestamptz not null,
    sha256      text not null check (length(sha256) = 64),
    created_at  timestamptz not null,
    retired_at  timestamptz,
    primary key (tenant_id, offer_id),
    check (live_from <= live_to)
);
create index offer_live on pricing.offer (tenant_id, round_id) where retired_at is null;

create table pricing.offer_sku (
    tenant_id      uuid not null,
    offer_id       uuid not null,
    sku_no         int not null,
    price_minor    bigint check (price_minor >= 0),
    merchant_bp    int not null check (merchant_bp between 0 and 10000),
    purchase_limit int check (purchase_limit > 0),
    primary key (tenant_id, offer_id, sku_no),
    foreign key (tenant_id, offer_id) references pricing.offer
);

-- Every set of offers that was ever in force, so that a quote can be priced again as it was.
create table pricing.offer_set (
    tenant_id  uuid not null,
    revision   text not null check (length(revision) = 64),
    offer_ids  uuid[] not null,
    created_at timestamptz not null,
    primary key (tenant_id, revision)
);

create table pricing.offer_head (
    tenant_id uuid not null primary key,
    revision  text not null,
    foreign key (tenant_id, revision) references pricing.offer_set
);

-- One row per checkout quote: the saga's state. What was promised is written before anything is reserved.
create table pricing.checkout (
    tenant_id     uuid not null,
    quote_id      uuid not null,
    shopper_no    int not null check (shopper_no > 0),
    shopper_id    text not null,
    request_key   text not null check (length(request_key) between 1 and 200),
    request_hash  text not null,
    status        text not null check (status in
        ('reserving', 'priced', 'held', 'placing', 'confirming', 'confirmed', 'releasing', 'released')),
    input         jsonb not null,
    quote         jsonb,
    holds         jsonb,
    shown_minor   bigint,
    payable_minor bigint check (payable_minor >= 0),
    charged_minor bigint,
    order_id      uuid,
    refusal       jsonb,
    expires_at    timestamptz not null,
    created_at    timestamptz not null,
    stock_taken   boolean not null default false,
    driver        uuid,
    driver_until  timestamptz,
    primary key (tenant_id, quote_id),
    unique (tenant_id, shopper_no, request_key),
    unique (tenant_id, order_id),
    -- The price that was shown is the price that was charged.
    check (charged_minor is null or charged_minor = payable_minor),
    check (status not in ('confirming', 'confirmed') or (order_id is not null and charged_minor is not null)),
    check (status in ('reserving', 'releasing', 'released') or (quote is not null and holds is not null and payable_minor is not null)),
    check (shown_minor is null or status in ('reserving', 'releasing', 'released') or shown_minor = payable_minor)
);
create index checkout_open on pricing.checkout (tenant_id, driver_until)
    where status in ('reserving', 'priced', 'placing', 'confirming', 'releasing');
create index checkout_held on pricing.checkout (tenant_id, expires_at) where status = 'held';
