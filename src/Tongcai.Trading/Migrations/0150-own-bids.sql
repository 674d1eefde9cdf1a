-- A bidder's own bids are read at every seal, however many others have bid.
CREATE INDEX bid_pseudonym ON bid (pseudonym);
