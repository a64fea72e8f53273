package org.backwire.processor.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backwire.processor.graph.Op.Use;
import org.backwire.processor.graph.Type.Primitive;
import org.jspecify.annotations.Nullable;

/** Reads the notation of {@link GraphText}. */
final class GraphParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(" // space, then one of:
                    + "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'" // text
                    + "|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?[fLbs]?|-Infinityf?" // numbers
                    + "|[\\p{javaJavaIdentifierPart}.%@]+" // words
                    + "|\\S)"); // symbols

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private int next;

    GraphParser(String text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
        scopes.push(new HashSet<>());
    }

    Function function() {
        String name = take();
        List<Value> parameters = new ArrayList<>();
        expect("(");
        while (!accept(")")) {
            Type type = type();
            parameters.add(define(take(), type, null));
            accept(",");
        }
        return new Function(name, parameters, region());
    }

    private Region region() {
        expect("{");
        scopes.push(new HashSet<>());
        RegionBuilder region = new RegionBuilder();
        List<Value> yields = List.of();
        while (!accept("}")) {
            if (accept("yield")) {
                yields = operands(region);
            } else if (accept("unreachable")) {
                region.endsHere();
            } else {
                op(region);
            }
        }
        if (GraphWords.endsByThrowing(region.ops())) {
            region.endsHere();
        }
        scopes.pop();
        return region.yielding(yields);
    }

    private void op(RegionBuilder region) {
        List<String> labels = new ArrayList<>();
        if (peek(1).equals("=") || peek(1).equals(",")) {
            do {
                labels.add(take());
            } while (accept(","));
            expect("=");
        }
        String word = take();
        Object literal = literal(word);
        if (literal != null || word.equals("null")) {
            Member member = peek(0).startsWith("@") ? GraphWords.member(take().substring(1)) : null;
            region.add(new Op.Constant(results(labels).get(0), literal, member, null));
            return;
        }
        switch (word) {
            case "if" -> branch(region, labels);
            case "loop" -> loop(region, labels);
            case "assert" -> {
                Region test = region();
                region.add(new Op.Assert(test, accept("message") ? region() : null));
            }
            case "call", "new", "field", "gradient" -> member(region, labels, word);
            case "instanceof" -> {
                Value operand = operand(region);
                Type type = type();
                region.add(new Op.InstanceOf(results(labels).get(0), operand, type));
            }
            case "throw" -> region.add(new Op.Throw(operand(region)));
            case "store" -> region.add(new Op.Store(operand(region), operand(region), operand(region), null));
            case "fill" ->
                region.add(new Op.Fill(operand(region), operand(region), operand(region), operand(region), null));
            case "copyRange" ->
                region.add(new Op.CopyRange(
                        operand(region), operand(region), operand(region), operand(region), operand(region)));
            default -> value(region, labels, word);
        }
    }

    /** An op with operands and one result. */
    private void value(RegionBuilder region, List<String> labels, String word) {
        List<Value> operands = operands(region);
        if (!accept(":")) {
            throw problem(peek(0) + " is not defined");
        }
        Type type = type();
        switch (word) {
            case "concat" -> region.add(new Op.Concat(result(labels, type), operands));
            case "castReference" -> region.add(new Op.CastReference(result(labels, type), operands.get(0)));
            case "newTape" -> region.add(new Op.NewTape(result(labels, type), operands.get(0)));
            case "newArray" -> region.add(new Op.NewArray(result(labels, type), operands));
            case "arrayOf" -> region.add(new Op.ArrayOf(result(labels, type), operands));
            case "length" -> region.add(new Op.Length(result(labels, type), operands.get(0)));
            case "load" -> region.add(new Op.Load(result(labels, type), operands.get(0), operands.get(1)));
            case "cloneArray" -> region.add(new Op.CloneArray(result(labels, type), operands.get(0)));
            case "deepCopy" -> region.add(new Op.DeepCopy(result(labels, type), operands.get(0)));
            case "zerosLike" -> region.add(new Op.ZerosLike(result(labels, type), operands.get(0)));
            default -> apply(region, labels, word, operands, type);
        }
    }

    private void apply(RegionBuilder region, List<String> labels, String word, List<Value> operands, Type type) {
        int at = word.indexOf('@');
        Gate gate = gate(at < 0 ? word : word.substring(0, at));
        String method = at < 0 ? "" : word.substring(at + 1);
        Op.View view = null;
        if (accept("as")) {
            Gate seen = gate(take());
            expect("(");
            List<Value> reused = operands(region);
            expect(")");
            view = new Op.View(seen, reused);
        }
        if (accept("moved")) {
            view = new Op.View(view == null ? gate : view.gate(), view == null ? operands : view.operands(), true);
        }
        Member member = method.isEmpty()
                ? GraphWords.usualMethod(gate)
                : method.equals("none") ? null : GraphWords.member(method);
        region.add(new Op.Apply(result(labels, type), gate, operands, member, view));
    }

    private Gate gate(String word) {
        Gate gate = GraphWords.gate(word);
        if (gate == null) {
            throw problem("no gate is called " + word);
        }
        return gate;
    }

    private void branch(RegionBuilder region, List<String> labels) {
        Value condition = operand(region);
        Region then = region();
        expect("else");
        Region otherwise = region();
        region.add(new Op.If(results(labels), condition, then, otherwise));
    }

    private void loop(RegionBuilder region, List<String> labels) {
        List<Value> variables = new ArrayList<>();
        List<Value> initials = new ArrayList<>();
        scopes.push(new HashSet<>());
        expect("(");
        while (!accept(")")) {
            Type type = type();
            String label = take();
            expect("=");
            initials.add(operand(region));
            variables.add(define(label, type, null));
            accept(",");
        }
        expect("while");
        Region test = region();
        expect("do");
        Region body = region();
        scopes.pop();
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            results.add(define(labels.get(i), variables.get(i).type(), null));
        }
        region.add(new Op.Loop(results, variables, initials, test, body));
    }

    private void member(RegionBuilder region, List<String> labels, String word) {
        String name = take();
        boolean isField = word.equals("field");
        List<Value> arguments = new ArrayList<>();
        if (!isField) {
            expect("(");
            arguments.addAll(operands(region));
            expect(")");
        }
        if (accept("by")) {
            Method method = method();
            List<Value> results = results(labels);
            List<Type> types = arguments.stream().map(Value::type).toList();
            Callee callee = Callee.of(
                    GraphWords.member(name),
                    method.companion(),
                    method.parameters(),
                    types,
                    results.get(0).type(),
                    method.wrt());
            region.add(
                    word.equals("gradient")
                            ? new Op.CallCompanion(CompanionMember.GRADIENT, results, callee, arguments)
                            : new Op.CallDifferentiable(results.get(0), callee, arguments));
            return;
        }
        Value receiver = accept("on") ? operand(region) : null;
        Use use = word.equals("new")
                ? Use.CONSTRUCTOR
                : isField
                        ? receiver == null ? Use.STATIC_FIELD : Use.INSTANCE_FIELD
                        : receiver == null ? Use.STATIC_CALL : Use.INSTANCE_CALL;
        Member member =
                use == Use.CONSTRUCTOR ? new Member(GraphWords.classRef(name), "<init>") : GraphWords.member(name);
        Value result = labels.isEmpty() ? null : results(labels).get(0);
        Origin origin = result == null ? origin() : result.origin();
        region.add(new Op.Foreign(result, use, member, receiver, arguments, origin));
    }

    /** What follows {@code by}. */
    private record Method(ClassRef companion, List<String> parameters, List<Integer> wrt) {}

    private Method method() {
        ClassRef companion = GraphWords.classRef(take());
        List<String> parameters = new ArrayList<>();
        List<Integer> wrt = new ArrayList<>();
        expect("(");
        while (!accept(")")) {
            parameters.add(take());
            if (accept("*")) {
                wrt.add(parameters.size() - 1);
            }
            accept(",");
        }
        return new Method(companion, parameters, wrt);
    }

    /** The results of an op, whose types come next. */
    private List<Value> results(List<String> labels) {
        if (labels.isEmpty()) {
            return List.of();
        }
        expect(":");
        List<Type> types = new ArrayList<>();
        do {
            types.add(type());
        } while (accept(","));
        if (types.size() != labels.size()) {
            throw problem(labels + " and " + types + " differ in number");
        }
        Origin origin = labels.size() == 1 ? origin() : null;
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            results.add(define(labels.get(i), types.get(i), origin));
        }
        return results;
    }

    private Value result(List<String> labels, Type type) {
        if (labels.size() != 1) {
            throw problem("one result is expected");
        }
        return define(labels.get(0), type, origin());
    }

    private @Nullable Origin origin() {
        if (!accept("from")) {
            return null;
        }
        String quoted = take();
        String text = GraphWords.unescaped(quoted.substring(1, quoted.length() - 1));
        return new Origin(text, text);
    }

    private Value define(String label, Type type, @Nullable Origin origin) {
        int dot = label.indexOf('.');
        String name = label.startsWith("%") ? null : dot < 0 ? label : label.substring(0, dot);
        Value value = new Value(type, name, origin, null);
        if (scopes.stream().anyMatch(scope -> scope.contains(label))) {
            throw problem(label + " is defined twice");
        }
        scopes.element().add(label);
        values.put(label, value);
        return value;
    }

    private List<Value> operands(RegionBuilder region) {
        List<Value> operands = new ArrayList<>();
        while (values.containsKey(peek(0)) && !peek(1).equals("=") || literal(peek(0)) != null) {
            operands.add(operand(region));
            accept(",");
        }
        return operands;
    }

    private Value operand(RegionBuilder region) {
        String word = take();
        Object literal = literal(word);
        if (literal != null) {
            return region.constant(typeOf(literal), literal);
        }
        Value value = values.get(word);
        if (value == null) {
            throw problem(word + " is not defined");
        }
        return value;
    }

    private static @Nullable Object literal(String word) {
        if (word.startsWith("\"")) {
            return GraphWords.unescaped(word.substring(1, word.length() - 1));
        }
        if (word.startsWith("'")) {
            return GraphWords.unescaped(word.substring(1, word.length() - 1)).charAt(0);
        }
        return word.isEmpty() ? null : GraphWords.number(word);
    }

    private static Type typeOf(Object value) {
        if (value instanceof String) {
            return Type.Reference.STRING;
        }
        for (Primitive primitive : Primitive.values()) {
            Object zero = RegionBuilder.zeroOf(primitive);
            if (zero != null && zero.getClass() == value.getClass()) {
                return primitive;
            }
        }
        throw new AssertionError(value);
    }

    private Type type() {
        String word = take();
        Type type;
        if (word.equals("?")) {
            return accept("extends")
                    ? new Type.Wildcard(type(), null)
                    : accept("super") ? new Type.Wildcard(null, type()) : new Type.Wildcard(null, null);
        }
        Type primitive = primitive(word);
        if (primitive != null) {
            type = primitive;
        } else {
            List<Type> arguments = new ArrayList<>();
            if (accept("<")) {
                do {
                    arguments.add(type());
                } while (accept(","));
                expect(">");
            }
            type = new Type.Reference(GraphWords.classRef(word), arguments);
        }
        while (accept("[")) {
            expect("]");
            type = new Type.Array(type);
        }
        return type;
    }

    private static @Nullable Type primitive(String word) {
        for (Primitive primitive : Primitive.values()) {
            if (primitive.toString().equals(word)) {
                return primitive;
            }
        }
        return null;
    }

    private String peek(int ahead) {
        return next + ahead < tokens.size() ? tokens.get(next + ahead) : "";
    }

    private String take() {
        if (next == tokens.size()) {
            throw problem("the text ends too early");
        }
        return tokens.get(next++);
    }

    private boolean accept(String token) {
        boolean is = peek(0).equals(token);
        if (is) {
            next++;
        }
        return is;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw problem("expected " + token);
        }
    }

    private IllegalArgumentException problem(String what) {
        int from = Math.max(0, next - 12);
        String before = String.join(" ", tokens.subList(from, Math.min(next, tokens.size())));
        return new IllegalArgumentException(what + ", after: " + before + ", before: " + peek(0));
    }
}
