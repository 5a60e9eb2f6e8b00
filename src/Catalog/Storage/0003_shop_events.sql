-- What an existing shop told of its items and stock, each id once. Outcomes but 'parked' are final.
create table catalog.shop_event (
    tenant_id   uuid not null,
    event_id    text not null check (length(event_id) between 1 and 128),
    type        text not null,
    entity      text not null check (length(entity) between 1 and 128),
    version     bigint not null check (version > 0),
    at          timestamptz not null,
    payload     jsonb not null,
    hash        text not null,
    outcome     text not null check (outcome in ('applied', 'superseded', 'parked', 'refused')),
    code        text,
    reason      text,
    waits_for   text,
    received_at timestamptz not null,
    primary key (tenant_id, event_id),
    check ((outcome = 'parked') = (waits_for is not null)),
    check ((outcome = 'refused') = (code is not null))
);
create index shop_event_parked on catalog.shop_event (tenant_id, waits_for) where outcome = 'parked';
create index shop_event_received on catalog.shop_event (tenant_id, received_at, event_id);

-- The newest version that the shop told, of what it states in one piece: an item's own words, a SKU, a stock.
-- fields: those words, so that an older event that alone names a SKU can still bring that SKU.
create table catalog.shop_item (
    tenant_id   uuid not null,
    external_id text not null,
    version     bigint not null,
    fields      jsonb not null,
    primary key (tenant_id, external_id)
);
create table catalog.shop_sku (
    tenant_id   uuid not null,
    external_id text not null,
    version     bigint not null,
    primary key (tenant_id, external_id)
);
create table catalog.shop_stock (
    tenant_id   uuid not null,
    external_id text not null,
    version     bigint not null,
    primary key (tenant_id, external_id)
);
