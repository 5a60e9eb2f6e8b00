-- What a board says of a round with a million submissions, kept while they move like the counts by status, in shards: how many
-- wait since which hour, and how many each clause refuses.
create table campaigns.status_age (
    tenant_id uuid not null,
    round_id  uuid not null,
    status    text not null,
    hour      timestamptz not null,
    shard     int not null,
    present   bigint not null,
    primary key (tenant_id, round_id, status, hour, shard)
);

create table campaigns.clause_count (
    tenant_id uuid not null,
    round_id  uuid not null,
    clause    text not null,
    shard     int not null,
    refused   bigint not null,
    primary key (tenant_id, round_id, clause, shard)
);

create function campaigns.count_waiting() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into campaigns.status_age as a (tenant_id, round_id, status, hour, shard, present)
        select tenant_id, round_id, status, date_trunc('hour', status_since, 'UTC'), pg_backend_pid() % 16, count(*)
        from fresh group by 1, 2, 3, 4 order by 3, 4
        on conflict (tenant_id, round_id, status, hour, shard) do update set present = a.present + excluded.present;
        insert into campaigns.clause_count as c (tenant_id, round_id, clause, shard, refused)
        select tenant_id, round_id, clause, pg_backend_pid() % 16, count(*)
        from fresh, unnest(failed) clause where status = 'refused' group by 1, 2, 3 order by 3
        on conflict (tenant_id, round_id, clause, shard) do update set refused = c.refused + excluded.refused;
    else
        insert into campaigns.status_age as a (tenant_id, round_id, status, hour, shard, present)
        select tenant_id, round_id, status, hour, pg_backend_pid() % 16, sum(n) from (
            select tenant_id, round_id, status, date_trunc('hour', status_since, 'UTC') as hour, 1 as n from fresh
            union all
            select tenant_id, round_id, status, date_trunc('hour', status_since, 'UTC'), -1 from stale) moved
        group by 1, 2, 3, 4 having sum(n) <> 0 order by 3, 4
        on conflict (tenant_id, round_id, status, hour, shard) do update set present = a.present + excluded.present;
        insert into campaigns.clause_count as c (tenant_id, round_id, clause, shard, refused)
        select tenant_id, round_id, clause, pg_backend_pid() % 16, sum(n) from (
            select tenant_id, round_id, clause, 1 as n from fresh, unnest(failed) clause where status = 'refused'
            union all
            select tenant_id, round_id, clause, -1 from stale, unnest(failed) clause where status = 'refused') moved
        group by 1, 2, 3 having sum(n) <> 0 order by 3
        on conflict (tenant_id, round_id, clause, shard) do update set refused = c.refused + excluded.refused;
    end if;
    return null;
end $$;

create trigger submission_waits_inserted after insert on campaigns.submission
    referencing new table as fresh for each statement execute function campaigns.count_waiting();
create trigger submission_waits_updated after update on campaigns.submission
    referencing new table as fresh old table as stale for each statement execute function campaigns.count_waiting();

insert into campaigns.status_age (tenant_id, round_id, status, hour, shard, present)
select tenant_id, round_id, status, date_trunc('hour', status_since, 'UTC'), 0, count(*)
from campaigns.submission group by 1, 2, 3, 4;
insert into campaigns.clause_count (tenant_id, round_id, clause, shard, refused)
select tenant_id, round_id, clause, 0, count(*)
from campaigns.submission, unnest(failed) clause where status = 'refused' group by 1, 2, 3;
