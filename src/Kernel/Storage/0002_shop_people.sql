-- Who works for a shop beside its owner, and what the shop allows them.

-- Sub-accounts and service providers, one row per shop: what one shop allows says nothing about another.
create table kernel.shop_grant (
    tenant_id    uuid not null references kernel.tenant,
    principal_id uuid not null references kernel.principal,
    merchant_id  text not null check (length(merchant_id) between 1 and 128),
    role         text not null check (role in ('merchant_staff', 'service_provider')),
    rights       text[] not null check ('see' = any(rights)),
    granted_by   text not null,
    granted_at   timestamptz not null,
    primary key (tenant_id, principal_id, merchant_id)
);
create index shop_grant_shop on kernel.shop_grant (tenant_id, merchant_id);
create index shop_grant_principal on kernel.shop_grant (principal_id);

-- An invitation is handed over by the shop itself; stored is the hash of its token.
create table kernel.shop_invitation (
    tenant_id     uuid not null references kernel.tenant,
    invitation_id uuid not null,
    merchant_id   text not null check (length(merchant_id) between 1 and 128),
    token_hash    bytea not null unique,
    display       text not null,
    rights        text[] not null check ('see' = any(rights)),
    invited_by    text not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    accepted_at   timestamptz,
    primary key (tenant_id, invitation_id)
);
create index shop_invitation_shop on kernel.shop_invitation (tenant_id, merchant_id) where accepted_at is null;

-- The shop that something was done for; null when it was done for the marketplace.
alter table kernel.audit add column shop text;
create index audit_shop on kernel.audit (tenant_id, shop, id) where shop is not null;
