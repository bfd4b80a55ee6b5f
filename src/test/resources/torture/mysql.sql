CREATE TABLE archived (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, t TEXT) ENGINE=ARCHIVE

INSERT INTO archived VALUES (1, 'x'), (5, 'y')

CREATE TABLE functional_keys (a INT, b JSON, KEY (((a + 1)) DESC, a), UNIQUE KEY named ((CAST(b->>'$.x' AS CHAR(10)))), KEY many ((CAST(b->'$.list' AS UNSIGNED ARRAY))))

INSERT INTO functional_keys VALUES (1, '{"x": "1", "list": [1, 2]}'), (2, '{"x": "2", "list": []}')

CREATE TABLE invisible_index (id INT PRIMARY KEY, a INT, KEY k (a) INVISIBLE, UNIQUE KEY u (a))

CREATE TABLE not_enforced (a INT, CONSTRAINT c CHECK (a > 0) NOT ENFORCED)

INSERT INTO not_enforced VALUES (-1)

SET SESSION sql_generate_invisible_primary_key=ON

CREATE TABLE generated_primary (a INT, b TEXT)

INSERT INTO generated_primary VALUES (1, 'x'), (1, 'x'), (2, NULL)

DELETE FROM generated_primary WHERE my_row_id = 1

SET SESSION sql_generate_invisible_primary_key=OFF

CREATE TABLE ngrams (id INT PRIMARY KEY, t TEXT, FULLTEXT KEY n (t) WITH PARSER ngram)

INSERT INTO ngrams VALUES (1, '日本語')

CREATE TABLE documents (FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, t TEXT, FULLTEXT (t))

INSERT INTO documents (t) VALUES ('one'), ('two')

CREATE TABLE vectors_2 (id INT PRIMARY KEY, v VECTOR(2) NOT NULL, w VECTOR)

INSERT INTO vectors_2 VALUES (1, STRING_TO_VECTOR('[0.1,-1e-30]'), NULL)

CREATE TABLE reference_systems (id INT PRIMARY KEY, g POINT SRID 0 NOT NULL, w GEOMETRY SRID 4326, SPATIAL INDEX (g))

INSERT INTO reference_systems VALUES (1, ST_GeomFromText('POINT(1 2)', 0), ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))', 4326)), (2, ST_GeomFromText('POINT(1 2)', 0), ST_GeomFromText('GEOMETRYCOLLECTION EMPTY', 4326))

CREATE TABLE attributes (id INT PRIMARY KEY, s INT SECONDARY_ENGINE_ATTRIBUTE='{"a": "it''s"}') SECONDARY_ENGINE_ATTRIBUTE='{"x": 1}' COMPRESSION='zlib' ENCRYPTION='N'

CREATE TABLE generated_key (a INT, b INT GENERATED ALWAYS AS (a + 1) STORED NOT NULL PRIMARY KEY)

INSERT INTO generated_key (a) VALUES (3), (1), (2)

CREATE TABLE autoextend (id INT PRIMARY KEY) AUTOEXTEND_SIZE=4M

CREATE TABLE default_of_text (id INT PRIMARY KEY, t TEXT DEFAULT ('it''s;\n'), j JSON DEFAULT (JSON_ARRAY(1, 'ü')), b BLOB DEFAULT (X'FF00'), u BINARY(16) DEFAULT (UUID_TO_BIN(UUID())), g POINT DEFAULT (POINT(1, 2)))

INSERT INTO default_of_text (id) VALUES (1)

CREATE TABLE json_values (id INT PRIMARY KEY, j JSON)

INSERT INTO json_values VALUES (1, '{"": [], "a": {"b": [null, true, 1.5, -0.0, 1e300, 18446744073709551615, -9223372036854775808]}, "ü😀": "\\u0000\\n\\"\\\\/"}'), (2, 'null'), (3, NULL), (4, '[1.0, 1, "1"]')

SET SESSION restrict_fk_on_non_standard_key=OFF

CREATE TABLE plain_parent (id INT, KEY (id))

CREATE TABLE plain_child (id INT PRIMARY KEY, up INT, CONSTRAINT to_plain_key FOREIGN KEY (up) REFERENCES plain_parent (id))

SET SESSION restrict_fk_on_non_standard_key=ON

CREATE TABLE with_collation (a VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs, b VARCHAR(9) COLLATE utf8mb4_0900_bin, c VARCHAR(9) CHARACTER SET gb18030) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci

INSERT INTO with_collation VALUES ('ü', '日', '日')

CREATE VIEW of_json AS SELECT j.x FROM json_values, JSON_TABLE(json_values.j, '$[*]' COLUMNS (x VARCHAR(9) PATH '$')) AS j

CREATE VIEW recursive_view AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i, ROW_NUMBER() OVER (ORDER BY i DESC) AS r FROM n

CREATE EVENT elsewhere ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DISABLE ON REPLICA DO SELECT 1
