-- What shops may do on their own, and what they do.

-- The platform's limits: for the market, and narrower ones for shops that sell in a category, or for one shop.
create table benefits.shop_limit (
    tenant_id uuid not null,
    scope     text not null check (scope in ('market', 'category', 'merchant')),
    subject   text not null check ((scope = 'market') = (subject = '')),
    limits    jsonb not null,
    revision  int not null check (revision >= 1),
    set_by    text not null,
    set_at    timestamptz not null,
    primary key (tenant_id, scope, subject)
);

-- A shop's own coupon is a benefit under the same id; a threshold is carried out by Pricing.
create table benefits.shop_offer (
    tenant_id   uuid not null,
    offer_id    uuid not null,
    merchant_no int not null,
    merchant_id text not null,
    kind        text not null check (kind in ('coupon', 'threshold')),
    title       text not null check (length(title) between 1 and 60),
    spec        jsonb not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null,
    status      text not null check (status in ('active', 'ended', 'over')),
    revision    int not null check (revision >= 1),
    created_at  timestamptz not null,
    created_by  text not null,
    ended_at    timestamptz,
    primary key (tenant_id, offer_id),
    check (from_at < to_at),
    check ((status = 'ended') = (ended_at is not null))
);
create index shop_offer_of_shop on benefits.shop_offer (tenant_id, merchant_no, offer_id);
create index shop_offer_open on benefits.shop_offer (tenant_id, to_at) where status = 'active';
