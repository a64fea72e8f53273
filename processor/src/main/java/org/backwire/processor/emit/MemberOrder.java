package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts the members of a written class in the order of their importance to the reader: the records, the static methods, then
 * the state of the gate, its constructor and its methods. (JavaPoet writes fields first and nested types last.)
 */
final class MemberOrder {
    private static final String INDENT = "    ";

    private MemberOrder() {}

    /**
     * @param text a class as JavaPoet writes it
     * @param groups the comment above a group of fields, by the first field of the group
     */
    static String arranged(String text, Map<String, String> groups) {
        List<String> lines = Layout.of(text.lines().toList());
        int open = firstClass(lines) + 1;
        int close = lines.lastIndexOf("}");
        List<List<String>> types = new ArrayList<>();
        List<List<String>> statics = new ArrayList<>();
        List<List<String>> fields = new ArrayList<>();
        List<List<String>> rest = new ArrayList<>();
        for (List<String> member : members(lines.subList(open, close))) {
            String declaration = declaration(member);
            if (declaration.contains(" record ")) {
                types.add(member);
            } else if (declaration.contains(" static ")) {
                statics.add(member);
            } else if (declaration.endsWith(";")) {
                fields.add(member);
            } else {
                rest.add(member);
            }
        }
        StringBuilder arranged = new StringBuilder();
        append(arranged, lines.subList(0, open));
        types.forEach(member -> appendApart(arranged, member));
        statics.forEach(member -> appendApart(arranged, member));
        for (List<String> field : fields) {
            String comment = groups.get(name(declaration(field)));
            if (comment != null) {
                arranged.append('\n')
                        .append(INDENT)
                        .append("// ")
                        .append(comment)
                        .append('\n');
            }
            append(arranged, field);
        }
        rest.forEach(member -> appendApart(arranged, member));
        return arranged.append("}\n").toString();
    }

    private static int firstClass(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("class ")
                    && lines.get(i).endsWith("{")
                    && !lines.get(i).startsWith(" ")) {
                return i;
            }
        }
        throw new AssertionError("no class in " + lines);
    }

    /** Members are apart by a blank line, and begin at one indent. */
    private static List<List<String>> members(List<String> lines) {
        List<List<String>> members = new ArrayList<>();
        List<String> member = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i + 1 == lines.size();
            boolean ends = lines.get(i).isEmpty() && (last || beginsMember(lines.get(i + 1)));
            if (!ends) {
                member.add(lines.get(i));
            }
            if ((ends || last) && !member.isEmpty()) {
                members.add(member);
                member = new ArrayList<>();
            }
        }
        return members;
    }

    private static boolean beginsMember(String line) {
        return line.startsWith(INDENT) && !line.startsWith(INDENT + " ");
    }

    /** The line of a member that is neither Javadoc nor annotation. */
    private static String declaration(List<String> member) {
        for (String line : member) {
            String text = line.strip();
            if (!text.startsWith("/**") && !text.startsWith("*") && !text.startsWith("@")) {
                return text;
            }
        }
        throw new AssertionError("no declaration in " + member);
    }

    private static String name(String field) {
        int value = field.indexOf(" = ");
        String left = value < 0 ? field.substring(0, field.length() - 1) : field.substring(0, value);
        return left.substring(left.lastIndexOf(' ') + 1);
    }

    private static void appendApart(StringBuilder text, List<String> member) {
        text.append('\n');
        append(text, member);
    }

    private static void append(StringBuilder text, List<String> lines) {
        lines.forEach(line -> text.append(line).append('\n'));
    }
}
