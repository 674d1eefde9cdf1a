-- 评审过采购包的专家，供比对专家与中标供应商。
ALTER TABLE watched_lot ADD COLUMN experts TEXT NOT NULL DEFAULT '[]';
