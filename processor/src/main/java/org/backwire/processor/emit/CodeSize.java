package org.backwire.processor.emit;

import com.palantir.javapoet.MethodSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how many bytes of bytecode the body of a method becomes, from its text: rather too many than too few. Locals are
 * numbered in the order of their declarations, as if none took the place of another; the 256 first ones take fewer bytes.
 */
final class CodeSize {
    /** The JVM's limit, less a margin for what the estimate does not see. */
    static final int LIMIT = 62_000;

    private static final Pattern COMMENT = Pattern.compile("//[^\n]*");
    private static final Pattern TOKEN =
            Pattern.compile("(?<name>[\\p{L}_$][\\p{L}\\d_$]*)|(?<number>\\.?\\d[\\w.]*(?:(?<=[eEpP])[-+]\\d+)?)"
                    + "|(?<text>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+')"
                    + "|(?<operator>[-+*/%&|^<>=!]+|[\\[\\](){}?:;.,~])");
    private static final Set<String> TYPES =
            Set.of("double", "float", "int", "long", "boolean", "char", "short", "byte");
    private static final Set<String> STATEMENTS = Set.of("return", "throw", "new", "else", "assert", "instanceof");

    private static final int CONSTANT = 3;
    private static final int CALL = 3;
    private static final int FIELD = 3;
    private static final int BRANCH = 4;
    private static final int NEW = 4;
    private static final int UPDATE = 5;
    private static final int ELEMENT = 5;
    private static final int WIDE = 256;

    private final Map<String, Integer> locals = new HashMap<>();
    private int slots;
    private int size;
    private String last = "";
    private boolean lastIsName;

    private CodeSize(int slots) {
        this.slots = slots;
    }

    static int of(MethodSpec method, Verbatim verbatim) {
        CodeSize code = new CodeSize(1);
        method.parameters().forEach(p -> code.declare(p.name(), true));
        code.read(verbatim.putInto(method.code().toString()));
        return code.size;
    }

    private void declare(String name, boolean isWide) {
        locals.put(name, slots);
        slots += isWide ? 2 : 1;
    }

    private void read(String text) {
        String code = COMMENT.matcher(text).replaceAll("");
        Matcher matcher = TOKEN.matcher(code);
        int braces = 0;
        while (matcher.find()) {
            String token = matcher.group();
            boolean isName = matcher.group("name") != null;
            boolean isCall = isName && matcher.end() < code.length() && code.charAt(matcher.end()) == '(';
            if (isName && !isCall) {
                name(token);
            } else if (isName) {
                size += last.equals("new") ? 0 : 1;
            } else if (matcher.group("number") != null || matcher.group("text") != null) {
                boolean isSmallIndex = last.equals("[") && token.length() < CONSTANT;
                size += isSmallIndex ? token.length() : CONSTANT;
            } else {
                if (token.equals("{") && last.equals("]") || braces > 0 && token.equals("{")) {
                    braces++;
                } else if (token.equals("}") && braces > 0) {
                    braces--;
                }
                operator(token, braces > 0);
            }
            last = token;
            lastIsName = isName;
        }
    }

    private void name(String token) {
        boolean afterType = lastIsName && !STATEMENTS.contains(last) || last.equals("]") || last.equals(">");
        if (TYPES.contains(token)) {
            size += last.equals("(") ? 1 : 0; // a conversion
        } else if (token.equals("new")) {
            size += NEW;
        } else if (last.equals(".")) {
            size += FIELD;
        } else if (afterType && !STATEMENTS.contains(token) && !token.equals("instanceof")) {
            declare(token, true);
            size += access(token);
        } else if (locals.containsKey(token)) {
            size += access(token);
        } else if (Character.isLowerCase(token.charAt(0)) && !STATEMENTS.contains(token)) {
            size += FIELD + 1;
        }
    }

    private int access(String name) {
        int slot = locals.getOrDefault(name, WIDE);
        return slot < 4 ? 1 : slot < WIDE ? 2 : 4;
    }

    private void operator(String token, boolean inInitializer) {
        switch (token) {
            case "(" -> size += lastIsName ? CALL : 0;
            case "[", "~" -> size++;
            case "?", ":", "&&", "||", "!" -> size += BRANCH;
            case "," -> size += inInitializer ? ELEMENT : 0;
            case "==", "!=", "<", ">", "<=", ">=" -> size += BRANCH + 1;
            case "=", ")", "]", "{", "}", ";", "." -> size += 0;
            default -> size += token.endsWith("=") || token.equals("++") || token.equals("--") ? UPDATE : 1;
        }
    }
}
