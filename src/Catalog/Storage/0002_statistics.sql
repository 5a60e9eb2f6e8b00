-- After a bulk load the planner knows nothing of the new rows until autovacuum comes by, and takes a large tenant for a small
-- one. The module's role may not analyse tables it does not own; this does it for the role, and nothing else.
create function catalog.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    analyze catalog.merchant, catalog.item, catalog.sku, catalog.price_now, catalog.price, catalog.stock, catalog.shopper;
end $$;
revoke execute on function catalog.refresh_statistics() from public;
