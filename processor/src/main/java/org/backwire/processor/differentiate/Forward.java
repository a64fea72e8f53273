package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
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
 * Forward mode: beside each value goes its tangent, along with it through branches, loops and memory. The same rules serve as
 * in reverse.
 */
public final class Forward extends Copier {
    private static final int LONGEST_QUOTE = 48;

    private final Activity activity;
    private final Definitions definitions;
    private final Map<Value, Value> tangents = new HashMap<>();

    private Forward(Activity activity, Definitions definitions) {
        this.activity = activity;
        this.definitions = definitions;
    }

    /**
     * The function and its tangent.
     *
     * @param primal from P… to its results
     * @param wrt the numbers of the parameters that move
     * @return from P… and the tangents of the {@code wrt} parameters to the results and then the tangent of each
     */
    public static Function run(Function primal, List<Integer> wrt) {
        Function copying = CopiedParameters.run(primal);
        Function function = CalledGradients.unlessTangents(copying, Activity.of(copying, wrt));
        Forward forward = new Forward(Activity.of(function, wrt), Definitions.of(function));
        List<Value> parameters = new ArrayList<>();
        for (Value parameter : function.parameters()) {
            Value copy = parameter.fresh();
            forward.define(parameter, copy);
            parameters.add(copy);
        }
        for (int index : wrt) {
            Value parameter = function.parameters().get(index);
            Value tangent = new Value(parameter.type(), forward.nameOf(parameter), null, null);
            parameters.add(tangent);
            forward.tangents.put(parameter, tangent);
        }
        RegionBuilder body = new RegionBuilder();
        for (Value parameter : function.parameters()) {
            boolean isArray = parameter.type() instanceof Type.Array;
            if (isArray && forward.activity.isActive(parameter) && !forward.tangents.containsKey(parameter)) {
                Value zeros = parameter.fresh();
                body.add(new Op.ZerosLike(zeros, forward.of(parameter)));
                forward.tangents.put(parameter, zeros);
            }
        }
        forward.copyInto(body, function.body());
        List<Value> results = new ArrayList<>(forward.of(function.results()));
        for (Value result : function.results()) {
            results.add(forward.tangentOrZero(result, body));
        }
        return new Function(function.name(), parameters, body.yielding(results));
    }

    private String nameOf(Value primal) {
        return primal.name() == null ? "tangent" : primal.name() + "Tangent";
    }

    private Value named(Value primal) {
        return new Value(primal.type(), primal.name() == null ? null : nameOf(primal), null, null);
    }

    private boolean moves(Value value) {
        return activity.isActive(value);
    }

    private Value tangentOrZero(Value value, RegionBuilder target) {
        Value tangent = tangents.get(value);
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
                && call.results().stream().anyMatch(this::moves)) {
            List<Value> operands = withDirections(call.callee(), call.arguments(), target);
            List<Value> results = new ArrayList<>();
            call.results().forEach(result -> results.add(redefined(result)));
            call.results().forEach(result -> results.add(moves(result) ? tangentOf(result) : named(result)));
            target.add(new Op.CallTangent(results, call.callee(), operands));
        } else if (op instanceof Op.CallPullback call && call.results().stream().anyMatch(this::moves)) {
            List<Value> results = new ArrayList<>();
            call.results().forEach(result -> results.add(redefined(result)));
            call.results().forEach(result -> results.add(moves(result) ? tangentOf(result) : named(result)));
            target.add(new Op.CallPullbackTangent(results, call.callee(), withDirections(call, target)));
        } else {
            copyOrDeepen(op, target);
            if (op instanceof Op.Apply apply) {
                move(apply, target);
            } else if (op instanceof Op.CallGradient call) {
                move(call, target);
            } else if (op instanceof Op.CallRuled call) {
                move(call.result(), call.ruled(), call.arguments(), target);
            } else if (op instanceof Op.Slope slope) {
                move(slope.result(), slope.ruled(), slope.operands(), target);
            } else {
                moveMemory(op, target);
            }
        }
    }

    private void move(Op.Apply apply, RegionBuilder target) {
        Value result = apply.result();
        if (!moves(result)) {
            return;
        }
        List<Value> operands = apply.derivedOperands();
        List<Flow> flows = Rules.flows(
                apply.derivedGate(), operands.stream().map(this::term).toList(), term(result));
        boolean strict = apply.method() != null && apply.method().owner().equals(Site.STRICT_MATH);
        ClassRef math = strict ? Site.STRICT_MATH : Site.MATH;
        Site site = new Site(target, result.type(), math);
        Note note = new Note(apply.derivedGate().title(), quote(result));
        Value sum = null;
        int size = target.ops().size();
        for (int i = 0; i < operands.size(); i++) {
            Value incoming = tangents.get(operands.get(i));
            if (incoming == null || flows.get(i).isBlocked()) {
                continue;
            }
            if (sum == null) {
                sum = flows.get(i).pass(incoming, null, site);
            } else {
                Value more = flows.get(i).withoutSign().pass(incoming, null, site);
                sum = target.apply(flows.get(i).isNegative() ? Gate.SUB : Gate.ADD, result.type(), sum, more);
            }
        }
        if (sum != null) {
            Value named = new Value(result.type(), result.name() == null ? null : nameOf(result), null, note);
            boolean isAlias = target.ops().size() == size;
            tangents.put(result, isAlias || result.name() == null ? sum : target.renameLast(sum, named));
        }
    }

    /** The gradient of a callee moves by its Hessian. */
    private void copyOrDeepen(Op op, RegionBuilder target) {
        if (!(op instanceof Op.CallGradient call)
                || call.results().stream().skip(1).noneMatch(this::moves)) {
            super.visit(op, target);
            return;
        }
        List<Value> results = new ArrayList<>();
        call.results().forEach(result -> results.add(redefined(result)));
        call.results().stream().skip(1).forEach(slope -> results.add(tangentOf(slope)));
        List<Value> operands = withDirections(call.callee(), call.operands(), target);
        target.add(new Op.CallHessian(results, call.callee(), operands));
    }

    private List<Value> withDirections(Op.Callee callee, List<Value> operands, RegionBuilder target) {
        List<Value> all = new ArrayList<>(of(operands));
        callee.wrtOperands().forEach(i -> all.add(tangentOrZero(operands.get(i), target)));
        return all;
    }

    /** The directions of the arguments, then those of the gradients that are pulled back. */
    private List<Value> withDirections(Op.CallPullback call, RegionBuilder target) {
        List<Value> operands = call.operands();
        List<Value> all = withDirections(call.callee(), operands, target);
        int arguments = operands.size() - call.callee().result().size();
        call.callee().movingResults().forEach(i -> all.add(tangentOrZero(operands.get(arguments + i), target)));
        return all;
    }

    private void move(Op.CallGradient call, RegionBuilder target) {
        Value sum = null;
        List<Integer> wrt = call.callee().wrtOperands();
        for (int i = 0; i < wrt.size(); i++) {
            Value operand = call.operands().get(wrt.get(i));
            if (tangents.containsKey(operand)) {
                sum = along(
                        of(call.results().get(i + 1)),
                        operand,
                        sum,
                        call.results().get(0),
                        target);
            }
        }
        if (sum != null) {
            tangents.put(call.results().get(0), sum);
        }
    }

    private void move(Value result, Ruled ruled, List<Value> operands, RegionBuilder target) {
        Value sum = null;
        for (int i = 0; i < operands.size() && moves(result); i++) {
            Ruled rule = ruled.slopes().get(i);
            if (rule != null && tangents.containsKey(operands.get(i))) {
                Value slope = target.value(new Op.Slope(Value.of(rule.result()), rule, of(operands)));
                sum = along(slope, operands.get(i), sum, result, target);
            }
        }
        if (sum != null) {
            tangents.put(result, sum);
        }
    }

    /** {@code sum} and what an operand that moves adds to the tangent of the result, by a slope that is computed already. */
    private Value along(Value slope, Value operand, @Nullable Value sum, Value result, RegionBuilder target) {
        Value incoming = Objects.requireNonNull(tangents.get(operand));
        if (operand.type() instanceof Type.Array) {
            return ArrayLoops.dot(target, sum == null ? target.zero(result.type()) : sum, slope, incoming);
        }
        Site site = new Site(target, result.type(), Site.MATH);
        Value more = Rules.along(Term.of(slope, null, false)).pass(incoming, null, site);
        return sum == null ? more : target.apply(Gate.ADD, result.type(), sum, more);
    }

    private Term term(Value value) {
        boolean isNumber = value.type().isFloating();
        return Term.of(of(value), isNumber ? definitions.number(value) : null, activity.isVaried(value));
    }

    private static String quote(Value value) {
        Origin origin = value.origin();
        return origin == null || origin.text().length() > LONGEST_QUOTE ? "" : origin.text();
    }

    private void moveMemory(Op op, RegionBuilder target) {
        if (op instanceof Op.NewArray array && moves(array.result())) {
            target.add(new Op.NewArray(tangentOf(array.result()), of(array.operands())));
        } else if (op instanceof Op.NewTape tape && moves(tape.result())) {
            target.add(new Op.NewTape(tangentOf(tape.result()), of(tape.length())));
        } else if (op instanceof Op.ArrayOf array && moves(array.result())) {
            List<Value> elements =
                    array.operands().stream().map(v -> tangentOrZero(v, target)).toList();
            target.add(new Op.ArrayOf(tangentOf(array.result()), elements));
        } else if (op instanceof Op.CloneArray clone && moves(clone.result())) {
            target.add(new Op.CloneArray(tangentOf(clone.result()), tangentOrZero(clone.array(), target)));
        } else if (op instanceof Op.DeepCopy copy && moves(copy.result())) {
            Value tangent = tangentOrZero(copy.array(), target);
            target.add(new Op.DeepCopy(tangentOf(copy.result()), tangent));
        } else if (op instanceof Op.ZerosLike zeros && moves(zeros.result())) {
            target.add(new Op.ZerosLike(tangentOf(zeros.result()), of(zeros.array())));
        } else if (op instanceof Op.Load load && moves(load.result())) {
            Value tangents = tangentOrZero(load.array(), target);
            target.add(new Op.Load(tangentOf(load.result()), tangents, of(load.index())));
        } else if (op instanceof Op.Store store && moves(store.array())) {
            Value tangent = tangentOrZero(store.value(), target);
            target.add(new Op.Store(tangentOrZero(store.array(), target), of(store.index()), tangent, null));
        } else if (op instanceof Op.Fill fill && moves(fill.array())) {
            Value tangent = tangentOrZero(fill.value(), target);
            target.add(new Op.Fill(tangentOrZero(fill.array(), target), of(fill.from()), of(fill.to()), tangent, null));
        } else if (op instanceof Op.CopyRange copy && moves(copy.target())) {
            target.add(new Op.CopyRange(
                    tangentOrZero(copy.source(), target),
                    of(copy.from()),
                    tangentOrZero(copy.target(), target),
                    of(copy.to()),
                    of(copy.length())));
        } else if (op instanceof Op.Foreign foreign && foreign.result() != null && moves(foreign.result())) {
            if (foreign.member().equals(Member.of("org.backwire", "Tape", "room"))) {
                grow(foreign, foreign.result(), target);
            } else {
                target.add(new Op.ZerosLike(tangentOf(foreign.result()), of(foreign.result())));
            }
        } else if (op instanceof Op.Constant constant && constant.result().type() instanceof Type.Array) {
            if (moves(constant.result())) {
                target.add(new Op.Constant(tangentOf(constant.result()), null, null, null));
            }
        }
    }

    /** The only foreign calls that move are our own: a tape that grows, and its tangents with it. */
    private void grow(Op.Foreign room, Value result, RegionBuilder target) {
        List<Value> arguments = new ArrayList<>(of(room.arguments()));
        arguments.set(0, tangentOrZero(room.arguments().get(0), target));
        target.add(new Op.Foreign(tangentOf(result), room.use(), room.member(), null, arguments, null));
    }

    private Value tangentOf(Value primal) {
        Value tangent = named(primal);
        tangents.put(primal, tangent);
        return tangent;
    }

    private void visit(Op.If branch, RegionBuilder target) {
        Value condition = of(branch.condition());
        Region then = side(branch.then(), branch.results());
        Region otherwise = side(branch.otherwise(), branch.results());
        List<Value> results = new ArrayList<>();
        branch.results().forEach(result -> results.add(redefined(result)));
        branch.results().stream().filter(this::moves).forEach(result -> results.add(tangentOf(result)));
        target.add(new Op.If(results, condition, then, otherwise));
    }

    private Region side(Region region, List<Value> targets) {
        RegionBuilder side = new RegionBuilder();
        copyInto(side, region);
        if (!region.completes()) {
            side.endsHere();
            return side.yielding();
        }
        return side.yielding(withTangents(region.yields(), targets, side));
    }

    private List<Value> withTangents(List<Value> values, List<Value> targets, RegionBuilder region) {
        List<Value> all = new ArrayList<>(of(values));
        for (int i = 0; i < values.size(); i++) {
            if (moves(targets.get(i))) {
                all.add(tangentOrZero(values.get(i), region));
            }
        }
        return all;
    }

    private void visit(Op.Loop loop, RegionBuilder target) {
        List<Value> initials = withTangents(loop.initials(), loop.variables(), target);
        List<Value> variables = new ArrayList<>();
        loop.variables().forEach(variable -> variables.add(redefined(variable)));
        loop.variables().stream().filter(this::moves).forEach(variable -> variables.add(tangentOf(variable)));
        Region test = region(loop.test());
        Region body = side(loop.body(), loop.variables());
        List<Value> results = new ArrayList<>();
        loop.results().forEach(result -> results.add(redefined(result)));
        for (int i = 0; i < loop.results().size(); i++) {
            if (moves(loop.variables().get(i))) {
                results.add(tangentOf(loop.results().get(i)));
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
