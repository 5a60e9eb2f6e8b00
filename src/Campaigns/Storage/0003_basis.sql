-- What of the item a plan was judged by, as a hash: the shop's change of it brings the submission back into review.
alter table campaigns.submission add column basis_hash text;
