create table probe.thing (
    tenant_id uuid not null,
    name      text not null,
    primary key (tenant_id, name)
);
