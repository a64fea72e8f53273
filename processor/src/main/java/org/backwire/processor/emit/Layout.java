package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout a person would give to what JavaPoet writes: a comment of one sentence on one line, empty braces closed at once,
 * lines up to 120 columns.
 */
final class Layout {
    private static final int WIDTH = 120;
    private static final String CONTINUATION = "        ";

    private Layout() {}

    static List<String> of(List<String> lines) {
        return withoutEmptyBraces(joined(withShortAnnotations(withShortComments(lines))));
    }

    private static List<String> withShortComments(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isShort = line.strip().equals("/**")
                    && i + 2 < lines.size()
                    && lines.get(i + 2).strip().equals("*/");
            if (isShort) {
                result.add(indent(line) + "/** " + lines.get(i + 1).strip().substring(2) + " */");
                i += 2;
            } else {
                result.add(line);
            }
        }
        return result;
    }

    /** An annotation with its members on one line, as far as they fit. */
    private static List<String> withShortAnnotations(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith("@") && line.endsWith("(")) {
                int end = i + 1;
                while (!lines.get(end).equals(indent(line) + ")")) {
                    end++;
                }
                List<String> members =
                        lines.subList(i + 1, end).stream().map(String::strip).toList();
                String whole =
                        line + String.join(" ", members).replace("{ ", "{").replace(" }", "}") + ")";
                if (whole.length() <= WIDTH) {
                    result.add(whole);
                    i = end;
                    continue;
                }
            }
            result.add(line);
        }
        return result;
    }

    /** Joins a statement or header that was wrapped where it fits on one line after all. */
    private static List<String> joined(List<String> lines) {
        List<String> result = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            int end = i + 1;
            StringBuilder whole = new StringBuilder(lines.get(i));
            while (end < lines.size() && continues(lines.get(i), lines.get(end))) {
                whole.append(' ').append(lines.get(end).strip());
                end++;
            }
            if (end > i + 1 && whole.length() <= WIDTH) {
                result.add(whole.toString());
            } else {
                result.addAll(lines.subList(i, end));
            }
            i = end;
        }
        return result;
    }

    private static boolean continues(String first, String next) {
        String indent = indent(first);
        boolean open = !first.isBlank()
                && !first.contains("//")
                && !first.endsWith("{")
                && !first.endsWith(";")
                && !first.strip().startsWith("*")
                && !first.strip().startsWith("/");
        return open && next.startsWith(indent + CONTINUATION) && !next.startsWith(indent + CONTINUATION + " ");
    }

    private static List<String> withoutEmptyBraces(List<String> lines) {
        List<String> result = new ArrayList<>();
        for (String line : lines) {
            int last = result.size() - 1;
            if (line.strip().equals("}") && last >= 0 && result.get(last).endsWith("{")) {
                result.set(last, result.get(last) + "}");
            } else {
                result.add(line);
            }
        }
        return result;
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
