-- What an existing shop told of its orders and refunds, each id once. Outcomes but 'parked' are final.
create table trade.shop_event (
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
create index shop_event_parked on trade.shop_event (tenant_id, waits_for) where outcome = 'parked';
create index shop_event_received on trade.shop_event (tenant_id, received_at, event_id);

-- Orders and refunds that the shop made, by its own ids. content: a digest of what it told, for the same told again.
create table trade.shop_order (
    tenant_id   uuid not null,
    external_id text not null check (length(external_id) between 1 and 128),
    order_id    uuid not null,
    version     bigint not null check (version > 0),
    content     text not null,
    primary key (tenant_id, external_id),
    unique (tenant_id, order_id),
    foreign key (tenant_id, order_id) references trade.orders
);
create table trade.shop_refund (
    tenant_id   uuid not null,
    external_id text not null check (length(external_id) between 1 and 128),
    refund_id   uuid not null,
    content     text not null,
    primary key (tenant_id, external_id),
    foreign key (tenant_id, refund_id) references trade.refund
);
