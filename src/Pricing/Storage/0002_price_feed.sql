-- The feed of shown prices: what everybody pays for one piece of each SKU, numbered by its last change. Derived: it can be
-- emptied and is built again. Kept only for tenants whose feed somebody has read.

-- One row per tenant that has a feed. Numbers are given under its lock, so they become visible in order.
create table pricing.price_feed (
    tenant_id    uuid not null primary key,
    last_seq     bigint not null default 0 check (last_seq >= 0),
    -- How far the catalogue's change log was read.
    catalog_seq  bigint not null default 0,
    -- Prices are only taken from a list of take-downs that is at least as new; its subjects, once they were marked.
    takedowns    bigint not null default 0,
    down_as_of   bigint not null default 0 check (down_as_of <= takedowns),
    down         text[] not null default '{}',
    -- SKUs at an activity price are looked at in turn, because nobody tells that activity stock is gone.
    watch_after  int not null default 0,
    -- Every change before that instant of the wall clock is in the feed; null while it is built.
    as_of        timestamptz,
    -- Which host looks for changes, and until when the others leave it to that one (wall clock).
    keeper       uuid,
    keeper_until timestamptz
);

-- SKUs whose price may have changed. gen: another one with every mark, so that whoever looked before the last mark does not
-- take it away.
create table pricing.price_mark (
    tenant_id uuid not null,
    sku_no    int not null,
    gen       uuid not null,
    marked_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, sku_no)
);
create index price_mark_oldest on pricing.price_mark (tenant_id, marked_at, sku_no);

create table pricing.shown_price (
    tenant_id       uuid not null,
    sku_no          int not null,
    seq             bigint not null check (seq > 0),
    changed_at      timestamptz not null,
    final_minor     bigint check (final_minor >= 0),
    reference_minor bigint,
    daily_minor     bigint,
    round_id        uuid,
    until           timestamptz,
    unknown         text,
    -- The next instant of the tenant's clock at which it changes by itself, and whether it hangs on activity stock.
    look_at         timestamptz,
    watched         boolean not null,
    primary key (tenant_id, sku_no),
    unique (tenant_id, seq),
    check ((final_minor is null) = (unknown is not null)),
    check (reference_minor is null or reference_minor > final_minor)
);
create index shown_price_due on pricing.shown_price (tenant_id, look_at) where look_at is not null;
create index shown_price_watched on pricing.shown_price (tenant_id, sku_no) where watched;
