-- A draft is kept by the bidder's own browser or file; nothing was ever written here.
DROP TABLE bid_draft;
