-- Corrections are MOD (财办库〔2020〕50号格式6): CN is the notice of a 竞争性磋商.
update notice set kind = 'MOD' where kind = 'CN';
