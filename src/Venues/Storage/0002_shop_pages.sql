-- A shop's page is a page of its own: one for each shop, at an address that follows from the shop.
alter table venues.page add column merchant_id text;
create unique index page_of_shop on venues.page (tenant_id, merchant_id) where merchant_id is not null;
