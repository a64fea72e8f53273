package org.backwire.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of code as flat text, in which only types are still without a name. (JavaPoet's own code nests as deep as the
 * expression does, and is walked several times for each file.)
 */
final class Text {
    private enum Mark {
        /** A space, or the end of a line that would be too long. */
        WRAP
    }

    /** Strings, never two in a row, types, marks, and code of JavaPoet. */
    private final List<Object> parts;

    private Text(List<Object> parts) {
        this.parts = parts;
    }

    /** As {@link CodeBlock#of}, with {@code $L}, {@code $N}, {@code $T} and {@code $W}. */
    static Text of(String format, Object... arguments) {
        return builder().add(format, arguments).build();
    }

    /** A string as it is. */
    static Text literal(String text) {
        return new Text(text.isEmpty() ? List.of() : List.of(text));
    }

    Text followedBy(String end) {
        Builder builder = builder();
        builder.append(this);
        builder.append(end);
        return builder.build();
    }

    static Builder builder() {
        return new Builder();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    boolean startsWith(String prefix) {
        return !parts.isEmpty() && parts.get(0) instanceof String text && text.startsWith(prefix);
    }

    /** Whether there is nothing in it that JavaPoet has to lay out. */
    boolean isFinal() {
        for (Object part : parts) {
            if (part instanceof CodeBlock) {
                return false;
            }
        }
        return true;
    }

    /** Adds the types in it, in order, one for each time. */
    void addTypesTo(List<TypeName> types) {
        for (Object part : parts) {
            if (part instanceof TypeName type) {
                types.add(type);
            }
        }
    }

    /**
     * Appends what {@link #isFinal}, on one line.
     *
     * @param names those of the types; the first one here is at {@code from}
     * @return where in {@code names} the next text begins
     */
    int appendTo(StringBuilder text, List<String> names, int from) {
        int next = from;
        for (Object part : parts) {
            text.append(part == Mark.WRAP ? " " : part instanceof TypeName ? names.get(next++) : part);
        }
        return next;
    }

    /** How long it is on one line, with all types qualified. */
    int length() {
        int length = 0;
        for (Object part : parts) {
            length += part == Mark.WRAP ? 1 : textOf(part).length();
        }
        return length;
    }

    private static String textOf(Object part) {
        return part instanceof String text
                ? text
                : part instanceof ClassName name
                        ? name.canonicalName()
                        : part instanceof CodeBlock block ? Code.text(block) : part.toString();
    }

    /**
     * Appends this to a format of JavaPoet's and its arguments.
     *
     * @param wraps whether lines may end within
     */
    void appendTo(StringBuilder format, List<Object> arguments, boolean wraps) {
        for (Object part : parts) {
            if (part instanceof String text) {
                format.append(quoted(text));
            } else if (part == Mark.WRAP) {
                format.append(wraps ? "$W" : " ");
            } else {
                format.append(part instanceof TypeName ? "$T" : "$L");
                arguments.add(part);
            }
        }
    }

    /** What stands for a text in a format. */
    static String quoted(String text) {
        return text.indexOf('$') < 0 ? text : text.replace("$", "$$");
    }

    CodeBlock block() {
        StringBuilder format = new StringBuilder();
        List<Object> arguments = new ArrayList<>();
        appendTo(format, arguments, true);
        return CodeBlock.of(format.toString(), arguments.toArray());
    }

    /** On one line, with all types qualified. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part == Mark.WRAP ? " " : textOf(part));
        }
        return text.toString();
    }

    static final class Builder {
        private final List<Object> parts = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        Builder add(String format, Object... arguments) {
            int next = 0;
            int from = 0;
            for (int at = format.indexOf('$'); at >= 0; at = format.indexOf('$', from)) {
                text.append(format.substring(from, at)); // not a character at a time
                from = at + 2;
                switch (format.charAt(at + 1)) {
                    case 'W' -> put(Mark.WRAP);
                    case 'L', 'N' -> append(arguments[next++]);
                    case 'T' -> {
                        Object type = arguments[next++];
                        if (type instanceof TypeName name && name.isPrimitive()) {
                            text.append(name);
                        } else {
                            put(type instanceof Class<?> known ? ClassName.get(known) : (TypeName) type);
                        }
                    }
                    default -> throw new IllegalArgumentException(format);
                }
            }
            text.append(format.substring(from));
            return this;
        }

        private void append(Object argument) {
            if (argument instanceof Text inner) {
                for (Object part : inner.parts) {
                    if (part instanceof String known) {
                        text.append(known);
                    } else {
                        put(part);
                    }
                }
            } else if (argument instanceof TypeName || argument instanceof CodeBlock || argument instanceof Mark) {
                put(argument);
            } else {
                text.append(argument);
            }
        }

        private void put(Object part) {
            flush();
            parts.add(part);
        }

        private void flush() {
            if (text.length() > 0) {
                parts.add(text.toString());
                text.setLength(0);
            }
        }

        Text build() {
            flush();
            return new Text(parts);
        }
    }
}
