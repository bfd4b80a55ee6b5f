-- A few tables as Cerb has them, of both engines, in the schema that the server has made.
CREATE TABLE ticket (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT,
  mask VARCHAR(32) NOT NULL DEFAULT '',
  subject VARCHAR(255) NOT NULL DEFAULT '',
  created_date INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE bayes_words (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT,
  word VARCHAR(64) NOT NULL DEFAULT '',
  spam INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;
CREATE TABLE attachment (
  id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(255) NOT NULL DEFAULT '',
  mime_type VARCHAR(255) NOT NULL DEFAULT '',
  storage_size INT UNSIGNED NOT NULL DEFAULT 0,
  storage_extension VARCHAR(255) NOT NULL DEFAULT '',
  storage_key VARCHAR(255) NOT NULL DEFAULT '',
  storage_profile_id INT UNSIGNED NOT NULL DEFAULT 0,
  storage_sha1hash VARCHAR(40) NOT NULL DEFAULT '',
  updated INT UNSIGNED NOT NULL DEFAULT 0
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE cerb_property_store (
  extension_id VARCHAR(128) NOT NULL DEFAULT '',
  property VARCHAR(128) NOT NULL DEFAULT '',
  value TEXT,
  PRIMARY KEY (extension_id, property)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO ticket (mask, subject, created_date) VALUES ('CERB-00001', 'It does not work', 1764201600), ('CERB-00002', 'Zweites Büro', 1764205200);
INSERT INTO cerb_property_store (extension_id, property, value) VALUES ('cron.mailbox', 'enabled', '1');
INSERT INTO bayes_words (word, spam) VALUES ('casino', 12), ('invoice', 1);
INSERT INTO attachment (name, mime_type, storage_size, storage_extension, storage_key, storage_sha1hash, updated) VALUES
  ('hello.txt', 'text/plain', 17, 'devblocks.storage.engine.disk', '8/q/1', 'e24d41d1bca3f7993269acb93edb68bfcf18635f', 1764201600),
  ('second.txt', 'text/plain', 12, 'devblocks.storage.engine.disk', '8/q/2', '08f8960c1bc189bb7739dbd36c7d464ec9eb9fb2', 1764205200);
