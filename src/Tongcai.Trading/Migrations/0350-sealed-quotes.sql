-- 二次竞价的报价 are sealed bids; their deadline is the procurement's, a place says what the price is quoted for.
drop table call_off_quote;
alter table call_off drop column quote_until;
alter table offer_place add column quote text not null default 'null';
