-- What the probe's effects are: one row each time one happens. No key: an effect that happens twice shows.
create table probe.effect (
    tenant_id uuid not null,
    key       bigint not null
);
