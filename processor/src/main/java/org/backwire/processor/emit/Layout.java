package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout a person would give to what JavaPoet writes: a comment of one sentence on one line, empty braces closed at once,
 * lines up to 120 columns.
 */
final class Layout {
    private static final int WIDTH = 120;
    private static final int CONTINUATION = 8;

    private Layout() {}

    static List<String> of(List<String> lines) {
        return withoutEmptyBraces(joined(withShortAnnotations(withShortComments(lines))));
    }

    private static List<String> withShortComments(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isShort = isOnly("/**", line) && i + 2 < lines.size() && isOnly("*/", lines.get(i + 2));
            if (isShort) {
                result.add(indent(line) + "/** " + lines.get(i + 1).strip().substring(2) + " */");
                i += 2;
            } else {
                result.add(line);
            }
        }
        return result;
    }

    /** An annotation on one line if it fits, else with a line for each of its members. */
    private static List<String> withShortAnnotations(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isOpen = line.endsWith("(") || line.endsWith("({");
            if (!isOpen || !line.strip().startsWith("@")) {
                result.add(line);
                continue;
            }
            String close = indent(line) + (line.endsWith("{") ? "})" : ")");
            List<String> parts = new ArrayList<>();
            for (i++; !lines.get(i).equals(close); i++) {
                parts.add(lines.get(i).strip());
            }
            String members = (String.join(" ", parts) + lines.get(i).strip())
                    .replace("{ ", "{")
                    .replace(" }", "}");
            if (line.length() + members.length() <= WIDTH) {
                result.add(line + members);
            } else {
                result.add(line);
                for (String member : members.split("(?<=,) (?=\\w+ = )")) {
                    result.addAll(filled(member, indent(line) + " ".repeat(CONTINUATION)));
                }
            }
        }
        return result;
    }

    /** Words with as many on a line as there is room for. */
    private static List<String> filled(String text, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent + " ".repeat(CONTINUATION));
            }
            line.append(line.toString().isBlank() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Joins a statement or header that was wrapped where it fits on one line after all. */
    private static List<String> joined(List<String> lines) {
        List<String> result = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            int end = i + 1;
            while (end < lines.size() && continues(lines.get(i), lines.get(end))) {
                end++;
            }
            List<String> parts = lines.subList(i, end);
            String whole = parts.size() == 1 ? lines.get(i) : joinedToOne(parts);
            if (whole.length() <= WIDTH) {
                result.add(whole);
            } else {
                result.addAll(parts);
            }
            i = end;
        }
        return result;
    }

    private static String joinedToOne(List<String> parts) {
        StringBuilder whole = new StringBuilder(parts.get(0));
        parts.subList(1, parts.size()).forEach(part -> whole.append(' ').append(part.strip()));
        return whole.toString();
    }

    private static boolean continues(String first, String next) {
        int start = indentation(first);
        return indentation(next) == start + CONTINUATION
                && next.length() > start + CONTINUATION
                && first.length() > start
                && !first.endsWith("{")
                && !first.endsWith(";")
                && !first.contains("//")
                && first.charAt(start) != '*'
                && first.charAt(start) != '/';
    }

    private static List<String> withoutEmptyBraces(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (String line : lines) {
            int last = result.size() - 1;
            if (isOnly("}", line) && last >= 0 && result.get(last).endsWith("{")) {
                result.set(last, result.get(last) + "}");
            } else {
                result.add(line);
            }
        }
        return result;
    }

    private static boolean isOnly(String text, String line) {
        return line.endsWith(text) && indentation(line) == line.length() - text.length();
    }

    private static String indent(String line) {
        return line.substring(0, indentation(line));
    }

    private static int indentation(String line) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        return start;
    }
}
