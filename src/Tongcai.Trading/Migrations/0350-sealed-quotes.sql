-- 二次竞价的报价 are sealed bids; their deadline is the procurement's.
drop table call_off_quote;
alter table call_off drop column quote_until;
