package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Writes values as Java expressions: variables by their name, inlined values by what computes them. */
final class Expressions {
    private final Regions regions;
    private final Inlining inlining;
    private final Locals locals;

    Expressions(Regions regions, Inlining inlining, Locals locals) {
        this.regions = regions;
        this.inlining = inlining;
        this.locals = locals;
    }

    /** An expression whose static type is exactly the value's. */
    Code exact(Value value) {
        Code code = loose(value);
        if (isNull(value)) { // by itself it would choose other overloads, and has no members
            return cast(value.type(), code);
        }
        if (code.type().equals(value.type()) || !value.type().isPrimitive()) {
            return code;
        }
        return regions.definition(value) instanceof Op.Constant constant
                ? Literals.exact(constant)
                : cast(value.type(), code);
    }

    private boolean isNull(Value value) {
        return inlining.isInlined(value)
                && regions.definition(value) instanceof Op.Constant constant
                && constant.value() == null;
    }

    /** An expression that Java converts to the value's type by itself where it is assigned or is an operand beside that type. */
    Code loose(Value value) {
        Op op = regions.definition(value);
        if (op == null || !inlining.isInlined(value)) {
            return new Code(Text.of("$N", locals.of(value).name()), Code.PRIMARY, value.type());
        }
        if (op instanceof Op.CallDifferentiable call && call.callee().result() instanceof Shape.Compound record) {
            String path = record.paths().get(call.results().indexOf(value)); // in the test of a loop
            return new Code(Text.of("$L$L", of(op).in(Code.PRIMARY), path), Code.PRIMARY, value.type());
        }
        return of(op);
    }

    /** The expression that computes the only result of an op. */
    Code of(Op op) {
        if (op instanceof Op.Constant constant) {
            return Literals.loose(constant);
        }
        if (op instanceof Op.Apply apply) {
            return apply(apply);
        }
        if (op instanceof Op.If branch) {
            return choice(branch);
        }
        if (op instanceof Op.Foreign foreign) {
            return foreign(foreign);
        }
        if (op instanceof Op.Concat concat) {
            return concatenation(concat);
        }
        if (op instanceof Op.InstanceOf test) {
            return new Code(
                    Text.of("$L instanceof $T", exact(test.operand()).in(Code.RELATIONAL), TypeNames.of(test.type())),
                    Code.RELATIONAL,
                    Type.Primitive.BOOLEAN);
        }
        if (op instanceof Op.CastReference cast) {
            Code operand = isNull(cast.operand()) ? loose(cast.operand()) : exact(cast.operand());
            return cast(cast.result().type(), operand);
        }
        if (op instanceof Op.CallDifferentiable call) {
            return call(
                    call.callee().method(),
                    arguments(call.callee().shapes(), call.arguments()),
                    call.result().type());
        }
        if (op instanceof Op.CallRuled call) {
            return call(
                    call.ruled().method(),
                    arguments(call.arguments()),
                    call.result().type());
        }
        if (op instanceof Op.Slope slope) {
            return call(
                    slope.ruled().method(),
                    arguments(slope.operands()),
                    slope.result().type());
        }
        return memory(op);
    }

    private Code concatenation(Op.Concat concat) {
        Type type = concat.result().type();
        boolean isLost = MadeTexts.isLost(concat, regions, inlining);
        Text.Builder code = Text.builder();
        List<Value> parts = concat.operands();
        for (int i = 0; i < parts.size(); i++) {
            Code part = exact(parts.get(i));
            if (isLost && parts.get(i).type().equals(type)) {
                part = new Code(Text.of("$T.valueOf($L)", String.class, part.text()), Code.PRIMARY, type);
            }
            code.add(i == 0 ? "$L" : "$W+ $L", part.in(i == 0 ? Code.ADDITIVE : Code.ADDITIVE + 1));
        }
        return new Code(code.build(), Code.ADDITIVE, type);
    }

    private Code memory(Op op) {
        if (op instanceof Op.Load load) {
            Text code = Bits.areIn(load.array().type())
                    ? Bits.get(loose(load.array()), loose(load.index()))
                    : Text.of(
                            "$L[$L]", primary(load.array()), loose(load.index()).text());
            return new Code(code, Code.PRIMARY, load.result().type());
        }
        if (op instanceof Op.Length length) {
            return new Code(Text.of("$L.length", primary(length.array())), Code.PRIMARY, Type.Primitive.INT);
        }
        if (op instanceof Op.CloneArray clone) {
            return new Code(
                    Text.of("$L.clone()", primary(clone.array())),
                    Code.PRIMARY,
                    clone.result().type());
        }
        if (op instanceof Op.DeepCopy copy) {
            return new Code(
                    Text.of(
                            "$L",
                            Shaping.copyOf(
                                    primary(copy.array()).block(), copy.result().type())),
                    Code.PRIMARY,
                    copy.result().type());
        }
        if (op instanceof Op.ZerosLike zeros) {
            return new Code(
                    Text.of(
                            "$L",
                            Shaping.zerosLike(
                                    primary(zeros.array()).block(),
                                    zeros.result().type())),
                    Code.PRIMARY,
                    zeros.result().type());
        }
        if (op instanceof Op.NewArray array) {
            return new Code(
                    newArray(array.result().type(), array.operands()),
                    Code.PRIMARY,
                    array.result().type());
        }
        if (op instanceof Op.NewTape tape) {
            Type type = tape.result().type();
            Text code = Bits.areIn(type) ? Bits.tape(loose(tape.length())) : newArray(type, tape.operands());
            return new Code(code, Code.PRIMARY, type);
        }
        if (op instanceof Op.ArrayOf array) {
            List<Code> elements = array.operands().stream().map(this::loose).toList();
            Type type = array.result().type();
            TypeName created = TypeNames.created(type);
            Text code = Text.of("new $T {$L}", created, joined(elements));
            boolean isGeneric = !created.equals(TypeNames.of(type)); // made by a call with variable arity
            return isGeneric ? cast(type, new Code(code, Code.PRIMARY, type)) : new Code(code, Code.PRIMARY, type);
        }
        throw new AssertionError("no expression for " + op);
    }

    private Text primary(Value array) {
        return exact(array).in(Code.PRIMARY);
    }

    private Text newArray(Type of, List<Value> lengths) {
        Type.Array type = (Type.Array) of;
        Text.Builder code = Text.builder().add("new $T", TypeNames.of(type.leaf()));
        for (int i = 0; i < type.rank(); i++) {
            if (i < lengths.size()) {
                code.add("[$L]", loose(lengths.get(i)).text());
            } else {
                code.add("[]");
            }
        }
        return code.build();
    }

    /** An array element that is assigned. */
    Text element(Value array, Value index) {
        return Text.of("$L[$L]", primary(array), loose(index).text());
    }

    boolean isOne(Value value) {
        return regions.definition(value) instanceof Op.Constant constant
                && constant.member() == null
                && constant.value() instanceof Number number
                && number.doubleValue() == 1;
    }

    boolean isZero(Value value) {
        return regions.definition(value) instanceof Op.Constant constant
                && constant.value() instanceof Number number
                && number.doubleValue() == 0;
    }

    /** Whether a value is what an array is filled with at first: 0, false or null; -0.0 is not. */
    boolean isDefault(Value value) {
        return regions.definition(value) instanceof Op.Constant constant
                && (constant.value() == null
                        || Boolean.FALSE.equals(constant.value())
                        || constant.value() instanceof Number number && Double.compare(number.doubleValue(), 0) == 0);
    }

    boolean isLengthOf(Value value, Value array) {
        return regions.definition(value) instanceof Op.Length length && length.array() == array;
    }

    Op.@Nullable Apply inlinedApply(Value value) {
        return inlining.isInlined(value) && regions.definition(value) instanceof Op.Apply apply ? apply : null;
    }

    Op.@Nullable Load inlinedLoad(Value value) {
        return inlining.isInlined(value) && regions.definition(value) instanceof Op.Load load ? load : null;
    }

    static Code cast(Type type, Code code) {
        return new Code(Text.of("($T) $L", TypeNames.of(type), code.in(Code.UNARY)), Code.UNARY, type);
    }

    private Code apply(Op.Apply apply) {
        List<Value> operands = apply.operands();
        Type type = apply.result().type();
        if (apply.gate() == Gate.CAST) {
            Value operand = operands.get(0);
            return Promotion.widens(operand.type(), type) ? rounded(operand) : cast(type, exact(operand));
        }
        if (apply.method() != null) {
            return method(apply, apply.method());
        }
        return switch (apply.gate()) {
            case NEG -> unary("-", operands.get(0), type);
            case BIT_NOT -> unary("~", operands.get(0), type);
            case NOT -> not(operands.get(0));
            case STRONG_MUL, STRONG_DIV -> strong(apply);
            default -> binary(apply);
        };
    }

    private Code unary(String operator, Value operand, Type type) {
        Code code = loose(operand);
        if (!Promotion.unary(code.type()).equals(type)) {
            code = exact(operand);
        }
        Text inside = code.in(Code.UNARY);
        boolean doubled = code.precedence() == Code.UNARY && inside.startsWith("-"); // - -x is not --x
        return new Code(Text.of(doubled ? "$L($L)" : "$L$L", operator, inside), Code.UNARY, type);
    }

    private Code not(Value operand) {
        if (inlining.isInlined(operand) && regions.definition(operand) instanceof Op.Apply test) {
            String opposite = Operators.opposite(test.gate());
            if (opposite != null) {
                return infix(opposite, Code.EQUALITY, test);
            }
            if (test.gate() == Gate.NOT) {
                return loose(test.operands().get(0));
            }
        }
        return new Code(Text.of("!$L", loose(operand).in(Code.UNARY)), Code.UNARY, Type.Primitive.BOOLEAN);
    }

    /** The opposite of a condition. */
    Code negation(Value condition) {
        return not(condition);
    }

    private Code binary(Op.Apply apply) {
        Operators operator = Operators.binary(apply.gate());
        if (operator == null) {
            throw new AssertionError("no operator for " + apply);
        }
        return infix(operator.symbol(), operator.precedence(), apply);
    }

    /**
     * The same where the type that Java converts to may be another one in the end: a {@code float} has fewer digits than the
     * {@code int} of which it is made. So it is of the operands of {@code ?:}, which javac converts to the type of the variable.
     */
    Code rounded(Value value) {
        Code code = loose(value);
        boolean isConstant = regions.definition(value) instanceof Op.Constant;
        return isConstant || Promotion.isExact(code.type(), value.type()) ? code : exact(value);
    }

    private Code infix(String symbol, int precedence, Op.Apply apply) {
        Value a = apply.operands().get(0);
        Value b = apply.operands().get(1);
        Code left = loose(a);
        Code right = loose(b);
        if (precedence == Code.SHIFT) {
            if (!Promotion.unary(left.type()).equals(a.type())) {
                left = exact(a);
            }
            right = exact(b);
        } else if (apply.gate() == Gate.ADD && b.type().isFloating() && isZero(b)) {
            right = exact(b); // + 0.0 is not nothing: it makes -0.0 positive
        } else if (a.type().isPrimitive()
                && !Promotion.binary(left.type(), right.type()).equals(a.type())) {
            if (regions.definition(a) instanceof Op.Constant) {
                left = exact(a);
            } else {
                right = exact(b);
            }
        }
        Text code = Text.of("$L$W$L $L", left.in(precedence), symbol, right.in(precedence + 1));
        return new Code(code, precedence, apply.result().type());
    }

    /** A gradient of exactly 0 stays 0, whatever the slope. */
    private Code strong(Op.Apply apply) {
        Value gradient = apply.operands().get(0);
        Code incoming = loose(gradient);
        Code slope = loose(apply.operands().get(1));
        if (!Promotion.binary(slope.type(), incoming.type())
                .equals(apply.result().type())) {
            slope = exact(apply.operands().get(1));
        }
        Text scaled = apply.gate() == Gate.STRONG_DIV
                ? Text.of("$L$W/ $L", incoming.in(Code.MULTIPLICATIVE), slope.in(Code.MULTIPLICATIVE + 1))
                : Text.of("$L$W* $L", slope.in(Code.MULTIPLICATIVE), incoming.in(Code.MULTIPLICATIVE + 1));
        return new Code(
                Text.of("$L == 0 ? 0 : $L", incoming.in(Code.EQUALITY), scaled),
                Code.TERNARY,
                apply.result().type());
    }

    private Code method(Op.Apply apply, Member method) {
        List<Value> operands = apply.operands();
        List<Code> codes = new ArrayList<>();
        operands.forEach(v -> codes.add(loose(v)));
        if (isOverloaded(apply.gate()) && !meansTheSame(apply.gate(), operands, codes)) {
            for (int i = 0; i < operands.size(); i++) {
                codes.set(i, exact(operands.get(i)));
            }
        }
        return call(method, codes, apply.result().type());
    }

    /** Whether the types of the arguments choose the method: {@code Math.max}, {@code Math.round}, … */
    private static boolean isOverloaded(Gate gate) {
        return switch (gate) {
            case EXP, EXPM1, LOG, LOG10, LOG1P, POW, HYPOT, SQRT, CBRT -> false;
            case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, TO_RADIANS, TO_DEGREES -> false;
            default -> true;
        };
    }

    private static boolean meansTheSame(Gate gate, List<Value> operands, List<Code> codes) {
        Type first = operands.get(0).type();
        if (gate == Gate.NEXT_AFTER) { // (float, double) and (double, double): the first one chooses
            return codes.get(0).type().equals(first);
        }
        boolean alike = operands.stream().allMatch(v -> v.type().equals(first));
        return alike && codes.stream().anyMatch(c -> c.type().equals(first));
    }

    private Code foreign(Op.Foreign foreign) {
        Member member = foreign.member();
        Type type = foreign.result() == null
                ? Type.Reference.OBJECT
                : foreign.result().type();
        Text owner = Text.of("$T", TypeNames.of(member.owner()));
        Text receiver =
                foreign.receiver() == null ? owner : exact(foreign.receiver()).in(Code.PRIMARY);
        List<Code> arguments = new ArrayList<>(arguments(foreign.arguments()));
        if (foreign.takesClass()) {
            Object array = TypeNames.of(type);
            arguments.add(0, new Code(Text.of("$T.class", array), Code.PRIMARY, Type.Reference.OBJECT));
            arguments.add(1, new Code(Text.of("$T::new", array), Code.PRIMARY, Type.Reference.OBJECT));
        }
        Text code = switch (foreign.use()) {
            case STATIC_CALL, STEADY_CALL, INSTANCE_CALL, ACCESSOR, COMPONENT ->
                Text.of("$L.$N($L)", receiver, member.name(), joined(arguments));
            case KEPT -> Text.of("$N($L)", member.name(), joined(arguments));
            case CONSTRUCTOR, RECORD -> Text.of("new $L($L)", made(member, type), joined(arguments));
            case STATIC_FIELD, INSTANCE_FIELD -> Text.of("$L.$N", receiver, member.name());
        };
        return new Code(code, Code.PRIMARY, type);
    }

    /** The class that a constructor is called of; what a diamond stands for can be a wildcard, which only a diamond says. */
    private static Text made(Member constructor, Type type) {
        List<Type> arguments = type instanceof Type.Reference reference ? reference.arguments() : List.of();
        boolean isOpen = arguments.stream().anyMatch(Type.Wildcard.class::isInstance);
        return arguments.isEmpty() || isOpen
                ? Text.of(isOpen ? "$T<>" : "$T", TypeNames.of(constructor.owner()))
                : Text.of("$T", TypeNames.of(type));
    }

    /** The arguments of a call, records among them put together. */
    List<Code> arguments(List<Shape> shapes, List<Value> values) {
        List<Code> leaves = arguments(values);
        if (shapes.stream().allMatch(Shape.Single.class::isInstance)) {
            return leaves;
        }
        Iterator<CodeBlock> blocks = leaves.stream().map(Code::block).iterator();
        return shapes.stream()
                .map(shape -> new Code(Text.of("$L", Leaf.pack(shape, blocks)), Code.PRIMARY, Type.Reference.OBJECT))
                .toList();
    }

    List<Code> arguments(List<Value> values) {
        return values.stream().map(this::exact).toList();
    }

    private static Code call(Member method, List<Code> arguments, Type type) {
        Text code = Text.of("$T.$N($L)", TypeNames.of(method.owner()), method.name(), joined(arguments));
        return new Code(code, Code.PRIMARY, type);
    }

    static Text joined(List<Code> codes) {
        Text.Builder all = Text.builder();
        for (int i = 0; i < codes.size(); i++) {
            all.add(i == 0 ? "$L" : ",$W$L", codes.get(i).text());
        }
        return all.build();
    }

    /** {@code &&}, {@code ||} or {@code ?:}. */
    private Code choice(Op.If branch) {
        Value yes = branch.then().yields().get(0);
        Value no = branch.otherwise().yields().get(0);
        Value condition = branch.condition();
        if (branch.results().get(0).type() == Type.Primitive.BOOLEAN) {
            if (isTruth(no, false)) {
                return logic("&&", Code.AND, loose(condition), loose(yes));
            }
            if (isTruth(yes, true)) {
                return logic("||", Code.OR, loose(condition), loose(no));
            }
            if (isTruth(yes, false)) {
                return logic("&&", Code.AND, not(condition), loose(no));
            }
            if (isTruth(no, true)) {
                return logic("||", Code.OR, not(condition), loose(yes));
            }
        }
        Type type = branch.results().get(0).type();
        boolean integral = type instanceof Type.Primitive primitive && primitive.isIntegral();
        Code left = integral ? exact(yes) : rounded(yes);
        Code right = integral ? exact(no) : rounded(no);
        if (type.isPrimitive() && !Promotion.binary(left.type(), right.type()).equals(type)) {
            left = exact(yes);
        }
        Code test = loose(condition);
        Text code =
                Text.of("$L$W? $L$W: $L", test.in(Code.TERNARY + 1), left.in(Code.TERNARY + 1), right.in(Code.TERNARY));
        return new Code(code, Code.TERNARY, type);
    }

    private static Code logic(String operator, int precedence, Code left, Code right) {
        return new Code(
                Text.of("$L$W$L $L", left.in(precedence), operator, right.in(precedence)),
                precedence,
                Type.Primitive.BOOLEAN);
    }

    private boolean isTruth(Value value, boolean truth) {
        return regions.definition(value) instanceof Op.Constant constant
                && Boolean.valueOf(truth).equals(constant.value());
    }

    Code yielded(Region region) {
        return loose(region.yields().get(0));
    }
}
