-- An offer is a round's, or a shop's own over everything that the shop sells.
alter table pricing.offer alter column round_id drop not null;
alter table pricing.offer add column merchant_no int;
alter table pricing.offer add column source_id uuid;
alter table pricing.offer add check ((round_id is null) = (merchant_no is not null));
alter table pricing.offer add check ((source_id is null) = (merchant_no is null));
alter table pricing.offer add check (merchant_no is null or kind = 'shop_threshold');
create index offer_of_shop on pricing.offer (tenant_id, merchant_no) where retired_at is null and merchant_no is not null;
