package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the members of a written class in the order of their importance to the reader: the records, the static methods, then
 * the state of the gate, its constructor and its methods. (JavaPoet writes fields first and nested types last.)
 */
final class MemberOrder {
    private static final String INDENT = "    ";

    private MemberOrder() {}

    /**
     * @param text a class as JavaPoet writes it
     * @param groups the comment above a group of fields, by the first field of the group; above those of a nested class, by its name
     */
    static String arranged(String text, Map<String, String> groups) {
        StringBuilder arranged = new StringBuilder();
        append(arranged, arranged(Layout.of(List.of(text.split("\n"))), groups));
        return arranged.toString();
    }

    private static List<String> arranged(List<String> lines, Map<String, String> groups) {
        return arranged(lines, groups, null);
    }

    /** @param comment what stands above the first field */
    private static List<String> arranged(List<String> lines, Map<String, String> groups, @Nullable String comment) {
        int open = firstClass(lines) + 1;
        int close = lines.lastIndexOf("}");
        List<List<String>> types = new ArrayList<>();
        List<List<String>> statics = new ArrayList<>();
        List<List<String>> fields = new ArrayList<>();
        List<List<String>> rest = new ArrayList<>();
        for (List<String> member : members(lines.subList(open, close))) {
            String declaration = declaration(member);
            if (declaration.contains(" class ")) {
                statics.add(nested(member, groups.get(className(declaration))));
            } else if (declaration.contains(" record ")) {
                types.add(member);
            } else if (declaration.contains(" static ")) {
                statics.add(member);
            } else if (declaration.endsWith(";")) {
                fields.add(member);
            } else {
                rest.add(member);
            }
        }
        List<String> arranged = new ArrayList<>(lines.subList(0, open));
        types.forEach(member -> appendApart(arranged, member));
        statics.forEach(member -> appendApart(arranged, member));
        for (int i = 0; i < fields.size(); i++) {
            List<String> field = fields.get(i);
            String above = i == 0 && comment != null ? comment : groups.get(name(declaration(field)));
            if (above != null) {
                arranged.add("");
                arranged.add(INDENT + "// " + above);
            }
            arranged.addAll(field);
        }
        rest.forEach(member -> appendApart(arranged, member));
        arranged.add("}");
        return arranged;
    }

    /** A class inside of another: the same, moved in. */
    private static List<String> nested(List<String> member, @Nullable String comment) {
        if (member.get(member.size() - 1).endsWith("{}")) {
            return member; // has nothing to be arranged
        }
        List<String> lines = member.stream()
                .map(line -> line.isEmpty() ? line : line.substring(INDENT.length()))
                .toList();
        return arranged(lines, Map.of(), comment).stream()
                .map(line -> line.isEmpty() ? line : INDENT + line)
                .toList();
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

    private static String className(String declaration) {
        String from = declaration.substring(declaration.indexOf(" class ") + " class ".length());
        return from.substring(0, from.indexOf(' '));
    }

    private static String name(String field) {
        int value = field.indexOf(" = ");
        String left = value < 0 ? field.substring(0, field.length() - 1) : field.substring(0, value);
        return left.substring(left.lastIndexOf(' ') + 1);
    }

    private static void appendApart(List<String> lines, List<String> member) {
        lines.add("");
        lines.addAll(member);
    }

    private static void append(StringBuilder text, List<String> lines) {
        lines.forEach(line -> text.append(line).append('\n'));
    }
}
