-- Orders as they were placed. Amounts of a line and of a share are written once; only what refunds took is added to.

create table trade.orders (
    tenant_id               uuid not null,
    order_id                uuid not null,
    number                  text not null,
    request_key             text not null check (length(request_key) between 1 and 200),
    request_hash            text not null,
    shopper_no              int not null check (shopper_no > 0),
    shopper_id              text not null,
    quote_id                uuid not null,
    revision                text not null,
    status                  text not null check (status in ('placed', 'paid', 'cancelled', 'refunded')),
    gross_minor             bigint not null check (gross_minor >= 0),
    discount_minor          bigint not null check (discount_minor >= 0),
    payable_minor           bigint not null check (payable_minor >= 0),
    refunded_paid_minor     bigint not null default 0 check (refunded_paid_minor >= 0),
    refunded_discount_minor bigint not null default 0 check (refunded_discount_minor >= 0),
    placed_at               timestamptz not null,
    pay_by                  timestamptz not null,
    paid_at                 timestamptz,
    cancelled_at            timestamptz,
    cancelled_for           text,
    primary key (tenant_id, order_id),
    unique (tenant_id, number),
    unique (tenant_id, request_key),
    unique (tenant_id, quote_id),
    unique (tenant_id, order_id, payable_minor),
    check (payable_minor = gross_minor - discount_minor),
    check (refunded_paid_minor <= payable_minor),
    check (refunded_discount_minor <= discount_minor),
    check ((status in ('paid', 'refunded')) = (paid_at is not null)),
    check ((status = 'cancelled') = (cancelled_at is not null)),
    check (paid_at is not null or (refunded_paid_minor = 0 and refunded_discount_minor = 0))
);
create index orders_of_shopper on trade.orders (tenant_id, shopper_id, order_id desc);
create index orders_unpaid on trade.orders (tenant_id, pay_by) where status = 'placed';

create table trade.sub_order (
    tenant_id      uuid not null,
    order_id       uuid not null,
    merchant_no    int not null,
    merchant_id    text not null,
    gross_minor    bigint not null check (gross_minor >= 0),
    discount_minor bigint not null check (discount_minor >= 0),
    payable_minor  bigint not null check (payable_minor >= 0),
    primary key (tenant_id, order_id, merchant_no),
    foreign key (tenant_id, order_id) references trade.orders,
    check (payable_minor = gross_minor - discount_minor)
);

create table trade.line (
    tenant_id           uuid not null,
    order_id            uuid not null,
    line_no             int not null check (line_no > 0),
    merchant_no         int not null,
    sku_no              int not null,
    sku_id              text not null,
    item_id             text not null,
    title               text not null,
    spec                text not null,
    quantity            int not null check (quantity > 0),
    unit_price_minor    bigint not null check (unit_price_minor >= 0),
    gross_minor         bigint not null,
    discount_minor      bigint not null check (discount_minor >= 0),
    payable_minor       bigint not null check (payable_minor >= 0),
    refunded_quantity   int not null default 0 check (refunded_quantity between 0 and quantity),
    refunded_paid_minor bigint not null default 0 check (refunded_paid_minor between 0 and payable_minor),
    round_id            uuid,
    primary key (tenant_id, order_id, line_no),
    foreign key (tenant_id, order_id, merchant_no) references trade.sub_order,
    check (gross_minor = unit_price_minor * quantity),
    check (payable_minor = gross_minor - discount_minor),
    -- Nothing is left of a line that is wholly refunded, and nothing is taken of one that is not touched.
    check (refunded_quantity < quantity or refunded_paid_minor = payable_minor),
    check (refunded_quantity > 0 or refunded_paid_minor = 0)
);
create index line_of_round on trade.line (tenant_id, round_id) where round_id is not null;

-- One row per line, offer and funder: the share as it stood when the order was placed.
create table trade.line_discount (
    tenant_id      uuid not null,
    order_id       uuid not null,
    line_no        int not null,
    ordinal        int not null,
    offer_id       text not null,
    kind           text not null,
    funder_kind    text not null check (funder_kind in ('platform', 'merchant', 'brand')),
    funder_id      text not null,
    amount_minor   bigint not null check (amount_minor > 0),
    refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
    grant_id       uuid,
    primary key (tenant_id, order_id, line_no, ordinal),
    foreign key (tenant_id, order_id, line_no) references trade.line
);

-- The amount is part of the key it refers to: nothing but the whole price can be paid, and only once.
create table trade.payment (
    tenant_id    uuid not null,
    order_id     uuid not null,
    payment_id   uuid not null,
    request_key  text not null,
    method       text not null,
    amount_minor bigint not null,
    paid_at      timestamptz not null,
    primary key (tenant_id, order_id),
    foreign key (tenant_id, order_id, amount_minor) references trade.orders (tenant_id, order_id, payable_minor)
);

create table trade.refund (
    tenant_id      uuid not null,
    refund_id      uuid not null,
    order_id       uuid not null,
    request_key    text not null check (length(request_key) between 1 and 200),
    request_hash   text not null,
    paid_minor     bigint not null check (paid_minor >= 0),
    discount_minor bigint not null check (discount_minor >= 0),
    refunded_at    timestamptz not null,
    actor_kind     text not null,
    actor_id       text not null,
    primary key (tenant_id, refund_id),
    unique (tenant_id, order_id, request_key),
    foreign key (tenant_id, order_id) references trade.orders
);

create table trade.refund_line (
    tenant_id  uuid not null,
    refund_id  uuid not null,
    order_id   uuid not null,
    line_no    int not null,
    quantity   int not null check (quantity > 0),
    paid_minor bigint not null check (paid_minor >= 0),
    primary key (tenant_id, refund_id, line_no),
    foreign key (tenant_id, refund_id) references trade.refund,
    foreign key (tenant_id, order_id, line_no) references trade.line
);
create index refund_line_of_order on trade.refund_line (tenant_id, order_id, line_no);

create table trade.refund_share (
    tenant_id    uuid not null,
    refund_id    uuid not null,
    order_id     uuid not null,
    line_no      int not null,
    ordinal      int not null,
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (tenant_id, refund_id, line_no, ordinal),
    foreign key (tenant_id, refund_id, line_no) references trade.refund_line,
    foreign key (tenant_id, order_id, line_no, ordinal) references trade.line_discount
);
create index refund_share_of_order on trade.refund_share (tenant_id, order_id, line_no, ordinal);
