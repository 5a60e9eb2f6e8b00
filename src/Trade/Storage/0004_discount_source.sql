-- What a share's cost is added up by: the benefit whose coupon it was, or the shop's own offer.
alter table trade.line_discount add column source_id uuid;
create index line_discount_of_source on trade.line_discount (tenant_id, source_id) where source_id is not null;
