package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;

/**
 * Java's floating expressions as functions: {@code "e = exp(x); e / (1 + e)"}. Calls are of {@code Math}, or of
 * {@code StrictMath} with a leading {@code S}; other names are double parameters, those that begin with f are floats.
 */
final class Formula {
    private static final Pattern TOKEN = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?(?:e-?\\d+)?f?|\\w+|\\S)");

    private final List<String> tokens = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();
    private final Map<String, Value> names = new HashMap<>();
    private RegionBuilder region = new RegionBuilder();
    private int next;

    private Formula(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
        tokens.add("");
    }

    static Function of(String text) {
        Formula formula = new Formula(text);
        while (formula.tokens.get(formula.next + 1).equals("=")
                && !formula.tokens.get(formula.next + 2).equals("=")) {
            String name = formula.take();
            formula.take();
            formula.names.put(name, formula.choice());
            formula.take();
        }
        Value result = formula.choice();
        return new Function("f", formula.parameters, formula.region.yielding(result));
    }

    private String take() {
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        boolean is = tokens.get(next).equals(token);
        next += is ? 1 : 0;
        return is;
    }

    /** a >= b ? c : d. */
    private Value choice() {
        Value x = sum();
        boolean isGreater = accept(">");
        if (!isGreater && !accept("<")) {
            return x;
        }
        boolean orEqual = accept("=");
        Gate gate = isGreater ? orEqual ? Gate.GE : Gate.GT : orEqual ? Gate.LE : Gate.LT;
        Value z = inType(sum(), x.type());
        Value condition = region.apply(gate, Primitive.BOOLEAN, x, z);
        RegionBuilder outer = region;
        take();
        RegionBuilder then = new RegionBuilder();
        region = then;
        Value fromThen = choice();
        take();
        RegionBuilder otherwise = new RegionBuilder();
        region = otherwise;
        Value fromOtherwise = choice();
        region = outer;
        Value result = Value.of(fromThen.type());
        region.add(new Op.If(List.of(result), condition, then.yielding(fromThen), otherwise.yielding(fromOtherwise)));
        return result;
    }

    private Value sum() {
        Value x = product();
        while (true) {
            if (accept("+")) {
                x = binary(Gate.ADD, x, product());
            } else if (accept("-")) {
                x = binary(Gate.SUB, x, product());
            } else {
                return x;
            }
        }
    }

    private Value product() {
        Value x = unary();
        while (true) {
            if (accept("*")) {
                x = binary(Gate.MUL, x, unary());
            } else if (accept("/")) {
                x = binary(Gate.DIV, x, unary());
            } else {
                return x;
            }
        }
    }

    private Value unary() {
        if (accept("-")) {
            Value x = unary();
            return region.apply(Gate.NEG, x.type(), x);
        }
        if (accept("(")) {
            boolean isCast = tokens.get(next + 1).equals(")")
                    && List.of("float", "double").contains(tokens.get(next));
            if (isCast) {
                Type type = take().equals("float") ? Primitive.FLOAT : Primitive.DOUBLE;
                take();
                return inType(unary(), type);
            }
            Value x = choice();
            take();
            return x;
        }
        String word = take();
        if (Character.isDigit(word.charAt(0))) {
            if (word.endsWith("f")) {
                return region.constant(Primitive.FLOAT, Float.valueOf(word));
            }
            boolean isInt = word.matches("\\d+");
            return isInt
                    ? region.constant(Primitive.INT, Integer.valueOf(word))
                    : region.constant(Primitive.DOUBLE, Double.valueOf(word));
        }
        return accept("(") ? call(word) : names.computeIfAbsent(word, this::parameter);
    }

    private Value parameter(String name) {
        Value value = Value.named(name.startsWith("f") ? Primitive.FLOAT : Primitive.DOUBLE, name);
        parameters.add(value);
        return value;
    }

    private Value call(String word) {
        boolean isStrict = word.startsWith("S");
        String method = isStrict ? word.substring(1) : word;
        List<Value> arguments = new ArrayList<>();
        while (!accept(")")) {
            arguments.add(choice());
            accept(",");
        }
        Gate gate = Gate.valueOf(method.toUpperCase(Locale.ROOT));
        boolean keepsFloat = List.of("abs", "max", "min").contains(method)
                && arguments.stream().noneMatch(v -> v.type() == Primitive.DOUBLE);
        Type type = keepsFloat ? Primitive.FLOAT : Primitive.DOUBLE;
        Member member = Member.of("java.lang", isStrict ? "StrictMath" : "Math", method);
        return region.value(new Op.Apply(
                Value.of(type),
                gate,
                arguments.stream().map(v -> inType(v, type)).toList(),
                member,
                null));
    }

    private Value binary(Gate gate, Value x, Value z) {
        Type type = List.of(x.type(), z.type()).contains(Primitive.DOUBLE)
                ? Primitive.DOUBLE
                : List.of(x.type(), z.type()).contains(Primitive.FLOAT) ? Primitive.FLOAT : Primitive.INT;
        return region.apply(gate, type, inType(x, type), inType(z, type));
    }

    private Value inType(Value value, Type type) {
        return value.type() == type ? value : region.apply(Gate.CAST, type, value);
    }
}
