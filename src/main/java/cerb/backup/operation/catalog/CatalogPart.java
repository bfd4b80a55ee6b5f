package cerb.backup.operation.catalog;

import cerb.backup.cerb.CatalogTable;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.repository.shared.StoredContent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes the rows of one part of a table as lines of a catalog's file. For one thread. */
final class CatalogPart implements RowListener {
    private static final JsonFactory JSON = new JsonFactory();

    /** What is written of a row: the column's place, and its name in the catalog. */
    private record Field(int column, String name, boolean number, Charset charset) { }

    private final int keyColumn;
    private final List<Field> fields = new ArrayList<>();
    private final LineBlobs lines;
    private final JsonGenerator json;
    private final Consumer<StoredContent> file;

    /** {@code file} takes what the file consists of, once the part was read to its end. */
    CatalogPart(CatalogTable table, List<Column> columns, LineBlobs lines, Consumer<StoredContent> file) {
        List<String> names = columns.stream().map(Column::name).toList();
        this.keyColumn = names.indexOf(table.key());
        table.columns().stream().filter(names::contains).forEach(name -> {
            Column column = columns.get(names.indexOf(name));
            fields.add(new Field(names.indexOf(name), CatalogTable.field(name), column.kind() == ColumnKind.NUMBER, charset(column.charset())));
        });
        this.lines = lines;
        this.file = file;
        try {
            this.json = JSON.createGenerator(lines.line());
            json.setRootValueSeparator(new SerializedString(""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a catalog to memory", e);
        }
    }

    /** The server's character sets that have another name in Java; one of neither has its bytes shown as characters. */
    private static Charset charset(String name) {
        String java = switch (name) {
            case "utf8", "utf8mb3", "utf8mb4", "ascii", "" -> "UTF-8";
            case "latin1" -> "windows-1252";
            default -> name;
        };
        return Charset.availableCharsets().getOrDefault(java, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void row(Row row) throws SQLException {
        try {
            json.writeStartObject();
            for (Field field : fields) {
                byte[] value = row.value(field.column);
                if (value != null && field.number) {
                    json.writeFieldName(field.name);
                    json.writeNumber(new String(value, StandardCharsets.US_ASCII));
                } else if (value != null) {
                    json.writeStringField(field.name, new String(value, field.charset));
                }
            }
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a catalog to memory", e);
        }
        lines.endLine(keyColumn < 0 ? 0 : key(row.value(keyColumn)));
    }

    private static long key(byte[] value) {
        return Arrays.hashCode(value);
    }

    @Override
    public void ended() {
        file.accept(lines.finish());
    }
}
