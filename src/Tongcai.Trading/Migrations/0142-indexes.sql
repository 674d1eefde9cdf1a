-- What due work asks for ten times a second.
CREATE INDEX procurement_stage ON procurement (stage);
CREATE INDEX payment_requested ON payment (state) WHERE state = 'requested';

-- What belongs to one procurement, contract or person.
CREATE INDEX procurement_demand ON procurement (demand_id);
CREATE INDEX procurement_budget_line ON procurement (budget_line_id, catalogue_code);
CREATE INDEX draw_procurement ON draw (procurement_id);
CREATE INDEX seat_account ON seat (account_id);
CREATE INDEX verdict_procurement ON verdict (procurement_id);
CREATE INDEX score_procurement ON score (procurement_id);
CREATE INDEX score_sheet_procurement ON score_sheet (procurement_id, account_id);
CREATE INDEX report_procurement ON report (procurement_id);
CREATE INDEX report_signature_procurement ON report_signature (procurement_id);
CREATE INDEX award_procurement ON award (procurement_id);
CREATE INDEX reasons_procurement ON reasons (procurement_id);
CREATE INDEX contract_procurement ON contract (procurement_id);
CREATE INDEX payment_contract ON payment (contract_id);
