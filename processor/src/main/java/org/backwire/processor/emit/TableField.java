package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.backwire.processor.graph.KeptTable;

/** A table of constants as a field: on one line if it fits, else a line for each row, or as many numbers on a line as fit. */
final class TableField {
    private static final int WIDTH = 112;

    private TableField() {}

    static FieldSpec of(KeptTable table) {
        FieldSpec.Builder field = FieldSpec.builder(
                TypeNames.of(table.type()), table.name(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        String line = row(table.entries());
        int declared = field.build().toString().length();
        if (declared + line.length() <= WIDTH) {
            return field.initializer("$L", line).build();
        }
        CodeBlock.Builder lines = CodeBlock.builder().add("{\n$>");
        for (String filled : filled(table.entries())) {
            lines.add("$L\n", filled);
        }
        return field.initializer(lines.add("$<}").build()).build();
    }

    private static List<String> filled(List<KeptTable.Entry> entries) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            String next = text(entries.get(i)) + (i == entries.size() - 1 ? "" : ",");
            boolean isRow = entries.get(i).text() == null;
            if (line.length() > 0 && (isRow || line.length() + 1 + next.length() > WIDTH)) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(next);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String row(List<KeptTable.Entry> entries) {
        return "{" + String.join(", ", entries.stream().map(TableField::text).toList()) + "}";
    }

    private static String text(KeptTable.Entry entry) {
        return entry.text() == null ? row(entry.row()) : entry.text();
    }
}
