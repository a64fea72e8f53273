package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.CompanionMember;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Note;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Ruled;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.rules.Flow;
import org.backwire.processor.rules.Rules;
import org.backwire.processor.rules.Site;
import org.backwire.processor.rules.Term;
import org.jspecify.annotations.Nullable;

/**
 * Forward mode: beside each value goes its tangent, along with it through branches, loops and memory; or several, one for each
 * of some directions. The same rules serve as in reverse.
 */
public final class Forward extends Copier {
    private static final int LONGEST_QUOTE = 48;

    private final Definitions definitions;
    private final List<Direction> directions;

    private Forward(Definitions definitions, List<Direction> directions) {
        this.definitions = definitions;
        this.directions = directions;
    }

    /** What moves along a direction, and the tangents. */
    private record Direction(String suffix, Activity activity, Map<Value, Value> tangents) {
        static Direction of(String suffix, Function function, List<Integer> wrt) {
            return new Direction(suffix, Activity.of(function, wrt), new HashMap<>());
        }

        boolean moves(Value value) {
            return activity.isActive(value);
        }

        Value named(Value primal) {
            return new Value(primal.type(), primal.name() == null ? null : primal.name() + suffix, null, null);
        }

        Value tangentOf(Value primal) {
            Value tangent = named(primal);
            tangents.put(primal, tangent);
            return tangent;
        }
    }

    /**
     * The function and its tangent.
     *
     * @param primal from P… to its results
     * @param wrt the numbers of the parameters that move
     * @return from P… and the tangents of the {@code wrt} parameters to the results and then the tangent of each
     */
    public static Function run(Function primal, List<Integer> wrt) {
        return along(primal, wrt, 1);
    }

    /**
     * The function and its tangents along several directions, in one sweep.
     *
     * @param primal from P… to its results; it calls no other differentiable method if there is more than one direction
     * @return from P… and for each direction the tangents of the {@code wrt} parameters, to the results and then for each
     *     direction the tangent of each
     */
    public static Function along(Function primal, List<Integer> wrt, int count) {
        Function function = prepared(primal, wrt);
        List<Direction> directions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            directions.add(Direction.of("Tangent" + (count == 1 ? "" : i), function, wrt));
        }
        Forward forward = new Forward(Definitions.of(function), directions);
        List<Value> parameters = forward.parameters(function);
        for (Direction direction : directions) {
            for (int index : wrt) {
                Value parameter = function.parameters().get(index);
                String name = parameter.name() == null ? "tangent" : parameter.name() + direction.suffix();
                Value tangent = new Value(parameter.type(), name, null, null);
                parameters.add(tangent);
                direction.tangents().put(parameter, tangent);
            }
        }
        return forward.moved(function, parameters, new RegionBuilder());
    }

    /**
     * The function and its partial derivatives with respect to some numbers, in one sweep.
     *
     * @param primal from P… to its results; it calls no other differentiable method
     * @param wrt the numbers of parameters that are numbers
     * @return from P… to the results and then for each of {@code wrt} the partial derivative of each
     */
    public static Function alongAxes(Function primal, List<Integer> wrt) {
        Function function = prepared(primal, wrt);
        RegionBuilder body = new RegionBuilder();
        List<Direction> directions = new ArrayList<>();
        for (int index : wrt) {
            Value parameter = function.parameters().get(index);
            String name = Objects.requireNonNullElse(parameter.name(), "");
            String suffix = name.isEmpty() ? "" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
            Direction direction = Direction.of("By" + suffix, function, List.of(index));
            direction
                    .tangents()
                    .put(
                            parameter,
                            body.constant(
                                    parameter.type(), parameter.type() == Type.Primitive.FLOAT ? (Object) 1f : 1.0));
            directions.add(direction);
        }
        Forward forward = new Forward(Definitions.of(function), directions);
        return forward.moved(function, forward.parameters(function), body);
    }

    private static Function prepared(Function primal, List<Integer> wrt) {
        Function copying = CopiedParameters.run(primal);
        return CalledGradients.unlessTangents(copying, wrt);
    }

    private List<Value> parameters(Function function) {
        List<Value> parameters = new ArrayList<>();
        for (Value parameter : function.parameters()) {
            Value copy = parameter.fresh();
            define(parameter, copy);
            parameters.add(copy);
        }
        return parameters;
    }

    private Function moved(Function function, List<Value> parameters, RegionBuilder body) {
        for (Direction direction : directions) {
            for (Value parameter : function.parameters()) {
                boolean isArray = parameter.type() instanceof Type.Array;
                if (isArray
                        && direction.moves(parameter)
                        && !direction.tangents().containsKey(parameter)) {
                    Value zeros = parameter.fresh();
                    body.add(new Op.ZerosLike(zeros, of(parameter)));
                    direction.tangents().put(parameter, zeros);
                }
            }
        }
        copyInto(body, function.body());
        List<Value> results = new ArrayList<>(of(function.results()));
        for (Direction direction : directions) {
            function.results().forEach(result -> results.add(tangentOrZero(direction, result, body)));
        }
        return new Function(function.name(), parameters, body.yielding(results));
    }

    private Value tangentOrZero(Direction direction, Value value, RegionBuilder target) {
        Value tangent = direction.tangents().get(value);
        if (tangent != null) {
            return tangent;
        }
        if (!(value.type() instanceof Type.Array) || !value.type().isDifferentiable()) {
            return target.zero(value.type());
        }
        Value zeros = Value.of(value.type());
        target.add(new Op.ZerosLike(zeros, of(value)));
        return zeros;
    }

    @Override
    protected void visit(Op op, RegionBuilder target) {
        if (op instanceof Op.If branch) {
            visit(branch, target);
        } else if (op instanceof Op.Loop loop) {
            visit(loop, target);
        } else if (op instanceof Op.CallDifferentiable call
                && !call.callee().wrt().isEmpty()
                && call.results().stream().anyMatch(this::moves)) {
            Direction only = only();
            List<Value> operands = withDirection(only, call.callee(), call.arguments(), target);
            List<Value> results = new ArrayList<>();
            call.results().forEach(result -> results.add(redefined(result)));
            call.results()
                    .forEach(result -> results.add(only.moves(result) ? only.tangentOf(result) : only.named(result)));
            target.add(new Op.CallCompanion(CompanionMember.TANGENT, results, call.callee(), operands));
        } else if (op instanceof Op.CallCompanion call
                && call.member() == CompanionMember.PULLBACK
                && call.results().stream().anyMatch(this::moves)) {
            Direction only = only();
            List<Value> results = new ArrayList<>();
            call.results().forEach(result -> results.add(redefined(result)));
            call.results()
                    .forEach(result -> results.add(only.moves(result) ? only.tangentOf(result) : only.named(result)));
            target.add(new Op.CallCompanion(
                    CompanionMember.PULLBACK_TANGENT, results, call.callee(), withDirection(only, call, target)));
        } else {
            copyOrDeepen(op, target);
            directions.forEach(direction -> move(direction, op, target));
            op.results().forEach(this::requireTangent);
        }
    }

    /** What is written to an array would be lost in zeros that are made where they are read. */
    private void requireTangent(Value value) {
        if (value.type() instanceof Type.Array
                && directions.stream()
                        .anyMatch(direction ->
                                direction.moves(value) && !direction.tangents().containsKey(value))) {
            throw new AssertionError("no tangent of " + value);
        }
    }

    private boolean moves(Value value) {
        return directions.stream().anyMatch(direction -> direction.moves(value));
    }

    /** A companion is called along one direction. */
    private Direction only() {
        if (directions.size() > 1) {
            throw new AssertionError("a companion along several directions");
        }
        return directions.get(0);
    }

    private void move(Direction direction, Op op, RegionBuilder target) {
        if (op instanceof Op.Apply apply) {
            move(direction, apply, target);
        } else if (op instanceof Op.CallCompanion call && call.member() == CompanionMember.GRADIENT) {
            move(direction, call, target);
        } else if (op instanceof Op.CallRuled call) {
            move(direction, call.result(), call.ruled(), call.arguments(), target);
        } else if (op instanceof Op.Slope slope) {
            move(direction, slope.result(), slope.ruled(), slope.operands(), target);
        } else {
            moveMemory(direction, op, target);
        }
    }

    private void move(Direction direction, Op.Apply apply, RegionBuilder target) {
        Value result = apply.result();
        if (!direction.moves(result)) {
            return;
        }
        List<Value> operands = apply.derivedOperands();
        List<Flow> flows = Rules.flows(
                apply.derivedGate(),
                operands.stream().map(v -> term(direction, v)).toList(),
                term(direction, result));
        boolean strict = apply.method() != null && apply.method().owner().equals(Site.STRICT_MATH);
        ClassRef math = strict ? Site.STRICT_MATH : Site.MATH;
        Site site = new Site(target, result.type(), math);
        Note note = new Note(apply.derivedGate().title(), quote(result));
        int size = target.ops().size();
        List<Value> incoming = new ArrayList<>();
        List<Flow> open = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Value tangent = direction.tangents().get(operands.get(i));
            if (tangent != null && !flows.get(i).isBlocked()) {
                incoming.add(tangent);
                open.add(flows.get(i));
            }
        }
        Value sum = open.isEmpty() ? null : Flow.sum(incoming, open, site);
        if (sum != null) {
            Value named = new Value(result.type(), direction.named(result).name(), null, note);
            boolean isAlias = target.ops().size() == size;
            direction.tangents().put(result, isAlias || result.name() == null ? sum : target.renameLast(sum, named));
        }
    }

    /** The gradient of a callee moves by its Hessian. */
    private void copyOrDeepen(Op op, RegionBuilder target) {
        if (!(op instanceof Op.CallCompanion call)
                || call.member() != CompanionMember.GRADIENT
                || call.results().stream().skip(1).noneMatch(this::moves)) {
            super.visit(op, target);
            return;
        }
        List<Value> results = new ArrayList<>();
        call.results().forEach(result -> results.add(redefined(result)));
        call.results().stream().skip(1).forEach(slope -> results.add(only().tangentOf(slope)));
        List<Value> operands = withDirection(only(), call.callee(), call.operands(), target);
        target.add(new Op.CallCompanion(CompanionMember.HESSIAN_PRODUCT, results, call.callee(), operands));
    }

    private List<Value> withDirection(Direction direction, Callee callee, List<Value> operands, RegionBuilder target) {
        List<Value> all = new ArrayList<>(of(operands));
        callee.wrtOperands().forEach(i -> all.add(tangentOrZero(direction, operands.get(i), target)));
        return all;
    }

    /** The direction of the arguments, then those of the gradients that are pulled back. */
    private List<Value> withDirection(Direction direction, Op.CallCompanion call, RegionBuilder target) {
        List<Value> operands = call.operands();
        List<Value> all = withDirection(direction, call.callee(), operands, target);
        int arguments = operands.size() - call.callee().result().size();
        call.callee()
                .movingResults()
                .forEach(i -> all.add(tangentOrZero(direction, operands.get(arguments + i), target)));
        return all;
    }

    private void move(Direction direction, Op.CallCompanion call, RegionBuilder target) {
        Value sum = null;
        Value result = call.results().get(0);
        List<Integer> wrt = call.callee().wrtOperands();
        for (int i = 0; i < wrt.size(); i++) {
            Value incoming = direction.tangents().get(call.operands().get(wrt.get(i)));
            if (incoming != null) {
                sum = along(of(call.results().get(i + 1)), incoming, sum, result.type(), target);
            }
        }
        if (sum != null) {
            direction.tangents().put(result, sum);
        }
    }

    private void move(Direction direction, Value result, Ruled ruled, List<Value> operands, RegionBuilder target) {
        Value sum = null;
        for (int i = 0; i < operands.size() && direction.moves(result); i++) {
            Ruled rule = ruled.slopes().get(i);
            Value incoming = direction.tangents().get(operands.get(i));
            if (rule != null && incoming != null) {
                Value slope = target.value(new Op.Slope(Value.of(rule.result()), rule, of(operands)));
                if (slope.type() instanceof Type.Array) {
                    ArrayLoops.requireShape(target, rule, slope, incoming);
                }
                sum = along(slope, incoming, sum, result.type(), target);
            }
        }
        if (sum != null) {
            direction.tangents().put(result, sum);
        }
    }

    /** {@code sum} and what an operand that moves adds to the tangent of the result, by a slope that is computed already. */
    private static Value along(Value slope, Value incoming, @Nullable Value sum, Type type, RegionBuilder target) {
        if (incoming.type() instanceof Type.Array) {
            return ArrayLoops.dot(target, sum == null ? target.zero(type) : sum, slope, incoming);
        }
        Site site = new Site(target, type, Site.MATH);
        Value more = Rules.along(Term.of(slope, null, false)).pass(incoming, null, site);
        return sum == null ? more : target.apply(Gate.ADD, type, sum, more);
    }

    private Term term(Direction direction, Value value) {
        boolean isNumber = value.type().isFloating();
        return Term.of(
                of(value),
                isNumber ? definitions.number(value) : null,
                direction.activity().isVaried(value));
    }

    private static String quote(Value value) {
        Origin origin = value.origin();
        return origin == null || origin.text().length() > LONGEST_QUOTE ? "" : origin.text();
    }

    private void moveMemory(Direction direction, Op op, RegionBuilder target) {
        if (op instanceof Op.NewArray array && direction.moves(array.result())) {
            target.add(new Op.NewArray(direction.tangentOf(array.result()), of(array.operands())));
        } else if (op instanceof Op.NewTape tape && direction.moves(tape.result())) {
            target.add(new Op.NewTape(direction.tangentOf(tape.result()), of(tape.length())));
        } else if (op instanceof Op.ArrayOf array && direction.moves(array.result())) {
            List<Value> elements = array.operands().stream()
                    .map(v -> tangentOrZero(direction, v, target))
                    .toList();
            target.add(new Op.ArrayOf(direction.tangentOf(array.result()), elements));
        } else if (op instanceof Op.CloneArray clone && direction.moves(clone.result())) {
            target.add(new Op.CloneArray(
                    direction.tangentOf(clone.result()), tangentOrZero(direction, clone.array(), target)));
        } else if (op instanceof Op.DeepCopy copy && direction.moves(copy.result())) {
            Value tangent = tangentOrZero(direction, copy.array(), target);
            target.add(new Op.DeepCopy(direction.tangentOf(copy.result()), tangent));
        } else if (op instanceof Op.ZerosLike zeros && direction.moves(zeros.result())) {
            target.add(new Op.ZerosLike(direction.tangentOf(zeros.result()), of(zeros.array())));
        } else if (op instanceof Op.Load load && direction.moves(load.result())) {
            Value rows = tangentOrZero(direction, load.array(), target);
            target.add(new Op.Load(direction.tangentOf(load.result()), rows, of(load.index())));
        } else if (op instanceof Op.Store store && direction.moves(store.array())) {
            Value tangent = tangentOrZero(direction, store.value(), target);
            target.add(new Op.Store(tangentOrZero(direction, store.array(), target), of(store.index()), tangent, null));
        } else if (op instanceof Op.Fill fill && direction.moves(fill.array())) {
            Value tangent = tangentOrZero(direction, fill.value(), target);
            target.add(new Op.Fill(
                    tangentOrZero(direction, fill.array(), target), of(fill.from()), of(fill.to()), tangent, null));
        } else if (op instanceof Op.CopyRange copy && direction.moves(copy.target())) {
            target.add(new Op.CopyRange(
                    tangentOrZero(direction, copy.source(), target),
                    of(copy.from()),
                    tangentOrZero(direction, copy.target(), target),
                    of(copy.to()),
                    of(copy.length())));
        } else if (op instanceof Op.Foreign foreign && foreign.result() != null && direction.moves(foreign.result())) {
            if (foreign.makesRoom()) {
                grow(direction, foreign, foreign.result(), target);
            } else {
                target.add(new Op.ZerosLike(direction.tangentOf(foreign.result()), of(foreign.result())));
            }
        } else if (op instanceof Op.Constant constant && constant.result().type() instanceof Type.Array) {
            if (direction.moves(constant.result())) {
                target.add(new Op.Constant(direction.tangentOf(constant.result()), null, null, null));
            }
        } else if (op instanceof Op.CallDifferentiable call) { // with data alone; what it makes may be written to later
            call.results().stream()
                    .filter(result -> result.type() instanceof Type.Array && direction.moves(result))
                    .forEach(result -> target.add(new Op.ZerosLike(direction.tangentOf(result), of(result))));
        }
    }

    /** The only foreign calls that move are our own: a tape that grows, and its tangents with it. */
    private void grow(Direction direction, Op.Foreign room, Value result, RegionBuilder target) {
        List<Value> arguments = new ArrayList<>(of(room.arguments()));
        arguments.set(0, tangentOrZero(direction, room.arguments().get(0), target));
        target.add(new Op.Foreign(direction.tangentOf(result), room.use(), room.member(), null, arguments, null));
    }

    private void visit(Op.If branch, RegionBuilder target) {
        Value condition = of(branch.condition());
        Region then = side(branch.then(), branch.results());
        Region otherwise = side(branch.otherwise(), branch.results());
        List<Value> results = new ArrayList<>();
        branch.results().forEach(result -> results.add(redefined(result)));
        addTangentsOf(branch.results(), results);
        target.add(new Op.If(results, condition, then, otherwise));
    }

    private Region side(Region region, List<Value> targets) {
        return region(region, side -> withTangents(region.yields(), targets, side));
    }

    private List<Value> withTangents(List<Value> values, List<Value> targets, RegionBuilder region) {
        List<Value> all = new ArrayList<>(of(values));
        for (Direction direction : directions) {
            for (int i = 0; i < values.size(); i++) {
                if (direction.moves(targets.get(i))) {
                    all.add(tangentOrZero(direction, values.get(i), region));
                }
            }
        }
        return all;
    }

    private void addTangentsOf(List<Value> values, List<Value> all) {
        for (Direction direction : directions) {
            values.stream().filter(direction::moves).forEach(value -> all.add(direction.tangentOf(value)));
        }
    }

    private void visit(Op.Loop loop, RegionBuilder target) {
        List<Value> initials = withTangents(loop.initials(), loop.variables(), target);
        List<Value> variables = new ArrayList<>();
        loop.variables().forEach(variable -> variables.add(redefined(variable)));
        addTangentsOf(loop.variables(), variables);
        Region test = region(loop.test());
        Region body = side(loop.body(), loop.variables());
        List<Value> results = new ArrayList<>();
        loop.results().forEach(result -> results.add(redefined(result)));
        for (Direction direction : directions) {
            for (int i = 0; i < loop.results().size(); i++) {
                if (direction.moves(loop.variables().get(i))) {
                    results.add(direction.tangentOf(loop.results().get(i)));
                }
            }
        }
        target.add(new Op.Loop(results, variables, initials, test, body));
    }

    private Value redefined(Value value) {
        Value copy = value.fresh();
        define(value, copy);
        return copy;
    }
}
