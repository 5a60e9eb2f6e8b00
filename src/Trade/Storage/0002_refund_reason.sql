-- Why pieces came back, in the words of whoever refunded them.
alter table trade.refund add column reason text check (length(reason) between 1 and 500);
