package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Decides which values are written where they are used, as parts of larger expressions, and which get a statement of their
 * own. A value stands inside an expression if the user did not name it, it is used once, and moving its evaluation to there
 * changes nothing; trivial ones (a literal, a test of two variables) even if they are used often.
 */
final class Inlining {
    private static final int LARGEST = 40;
    private static final int LARGEST_CHOICE = 16;

    private final Regions regions;
    private final Set<Value> tail;
    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    private final Map<Value, Regions.Node> useSite = new IdentityHashMap<>();
    private final Map<Value, Integer> sizes = new IdentityHashMap<>();
    private final Set<Value> inlined = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Op> choices = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> spelled;

    /**
     * @param tail results that are written at the end, in place, though they have notes
     * @param kept values that are assigned to a variable of their own
     */
    Inlining(Function function, Regions regions, Set<Value> tail, Set<Value> kept) {
        this.regions = regions;
        this.tail = tail;
        own.addAll(kept);
        count(regions.body());
        spelled = MadeTexts.constants(regions);
        boolean inOrder = false;
        while (!inOrder) {
            inlined.clear();
            choices.clear();
            decide(regions.body());
            int statements = own.size();
            inOrder = keepsOrder(regions.body(), false);
            if (!inOrder && own.size() == statements) {
                throw new AssertionError("the effects of a test do not come in order");
            }
        }
    }

    /** Whether a value is written inside of the expressions that use it. */
    boolean isInlined(Value value) {
        return inlined.contains(value);
    }

    /** Whether an {@code If} is written as {@code ?:}, {@code &&} or {@code ||}. */
    boolean isChoice(Op op) {
        return choices.contains(op);
    }

    boolean isUsed(Value value) {
        return uses.containsKey(value);
    }

    boolean isUsedOnce(Value value) {
        return uses.getOrDefault(value, 0) == 1;
    }

    private void count(Regions.Node node) {
        for (Op op : node.region().ops()) {
            List<Value> operands = op.operands();
            for (int i = 0; i < operands.size(); i++) {
                boolean twice = i == 0
                        && op instanceof Op.Apply apply
                        && (apply.gate() == Gate.STRONG_MUL || apply.gate() == Gate.STRONG_DIV);
                use(operands.get(i), node, twice ? 2 : 1);
            }
            regions.of(op).forEach(this::count);
        }
        node.region().yields().forEach(v -> use(v, node, 1));
    }

    private void use(Value value, Regions.Node node, int times) {
        uses.merge(value, times, Integer::sum);
        useSite.merge(value, node, Regions::common);
    }

    private void decide(Regions.Node node) {
        for (Op op : node.region().ops()) {
            regions.of(op).forEach(this::decide);
            if (op instanceof Op.Assert) {
                regions.of(op).forEach(this::force);
            }
            if (op instanceof Op.Loop) {
                force(regions.of(op).get(0));
            }
            if (op instanceof Op.If branch && isExpression(branch)) {
                choices.add(op);
            }
            if (op.results().size() == 1) {
                Value result = op.results().get(0);
                sizes.put(result, sizeOf(op));
                if (mayInline(op, result, node)) {
                    inlined.add(result);
                }
            }
        }
    }

    /** A test that runs at a place of its own (of a loop, of an assertion) is one expression, however large. */
    private void force(Regions.Node node) {
        for (Op op : node.region().ops()) {
            if (op.results().isEmpty()) {
                throw new AssertionError("a statement in a test: " + op);
            }
            if (op instanceof Op.If branch) {
                regions.of(branch).forEach(this::force);
                choices.add(branch);
            }
            inlined.addAll(op.results());
        }
    }

    private boolean isExpression(Op.If branch) {
        if (branch.results().size() != 1
                || !branch.then().completes()
                || !branch.otherwise().completes()) {
            return false;
        }
        Value result = branch.results().get(0);
        if (result.name() != null && branch.regions().stream().anyMatch(side -> keepsVariable(side, result))) {
            return false;
        }
        int size = 1;
        for (Region side : branch.regions()) {
            for (Op op : side.ops()) {
                if (op.results().size() != 1 || !inlined.contains(op.results().get(0))) {
                    return false;
                }
            }
            size += sizes.getOrDefault(side.yields().get(0), 1);
        }
        return size <= LARGEST_CHOICE || !hasStatements(branch);
    }

    /** {@code if (c) x = ...;} leaves x alone on the other side; as a choice it would be {@code x = c ? ... : x}. */
    private static boolean keepsVariable(Region side, Value result) {
        Value yielded = side.yields().get(0);
        return side.ops().isEmpty() && result.name() != null && result.name().equals(yielded.name());
    }

    private static boolean hasStatements(Op.If branch) {
        return branch.results().get(0).type() != Type.Primitive.BOOLEAN;
    }

    private int sizeOf(Op op) {
        int size = 1;
        for (Value operand : op.operands()) {
            size += sizeInPlace(operand);
        }
        for (Region region : op.regions()) {
            for (Value yielded : region.yields()) {
                size += sizeInPlace(yielded);
            }
        }
        return size;
    }

    private int sizeInPlace(Value value) {
        return inlined.contains(value) ? sizes.getOrDefault(value, 1) : 1;
    }

    private static boolean isTakenApart(Op op) {
        return op instanceof Op.CallDifferentiable call && !(call.callee().result() instanceof Shape.Single);
    }

    private boolean mayInline(Op op, Value value, Regions.Node home) {
        if (op instanceof Op.Constant) {
            return !spelled.contains(value);
        }
        if (own.contains(value) || !uses.containsKey(value) || sizes.getOrDefault(value, 1) > LARGEST) {
            return false;
        }
        if (op instanceof Op.If && !choices.contains(op)) {
            return false;
        }
        if (op instanceof Op.Loop || isCallOfOurs(op) || isTakenApart(op) || isNewArray(op)) {
            return false;
        }
        if (isTrivial(op, value)) {
            return true;
        }
        boolean named = value.name() != null || value.note() != null;
        if (!isUsedOnce(value) || named && !tail.contains(value)) {
            return false;
        }
        Regions.Node site = Objects.requireNonNull(useSite.get(value));
        return site == home || !hasEffect(op) && !site.loopsWithin(home);
    }

    private static boolean isCallOfOurs(Op op) {
        return op instanceof Op.CallCompanion || op instanceof Op.CallPart;
    }

    private static boolean isNewArray(Op op) {
        return op instanceof Op.NewArray
                || op instanceof Op.NewTape
                || op instanceof Op.DeepCopy
                || op instanceof Op.ZerosLike;
    }

    /** A conversion or a test that a person would write twice rather than name. */
    private boolean isTrivial(Op op, Value value) {
        if (op instanceof Op.Length length && value.name() == null) {
            return isLeaf(length.array());
        }
        if (!(op instanceof Op.Apply apply) || value.name() != null || op.effect() != Op.Effect.NONE) {
            return false;
        }
        if (isNeighbour(apply)) {
            return true;
        }
        boolean widens = apply.gate() == Gate.CAST
                && Promotion.widens(apply.operands().get(0).type(), value.type());
        boolean tests = apply.gate().isTest() && apply.gate() != Gate.NOT && apply.method() == null;
        return (widens || tests) && apply.operands().stream().allMatch(v -> isLeaf(v) || isLengthOfLeaf(v));
    }

    /** {@code i + 1}, {@code n - 1}, {@code x.length - 1}. */
    private boolean isNeighbour(Op.Apply apply) {
        Value x = apply.operands().get(0);
        return (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB)
                && apply.result().type() == Type.Primitive.INT
                && regions.definition(apply.operands().get(1)) instanceof Op.Constant
                && (isLeaf(x) || isLengthOfLeaf(x));
    }

    private boolean isLengthOfLeaf(Value value) {
        return inlined.contains(value)
                && value.name() == null
                && regions.definition(value) instanceof Op.Length length
                && isLeaf(length.array());
    }

    private boolean isLeaf(Value value) {
        return !inlined.contains(value) || regions.definition(value) instanceof Op.Constant;
    }

    static boolean hasEffect(Op op) {
        if (op.effect() != Op.Effect.NONE) {
            return true;
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                if (hasEffect(inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Checks that effects happen in the order of the ops; reads of memory may change places with each other, but not with
     * writes. Where that would not be so, the values in question get statements of their own, and false is returned: decide
     * again.
     *
     * @param isExpression whether all that is there is one expression, in which what reads before a write needs no statement
     */
    private boolean keepsOrder(Regions.Node node, boolean isExpression) {
        List<Value> strict = new ArrayList<>();
        List<Value> reads = new ArrayList<>();
        boolean fine = true;
        for (Op op : node.region().ops()) {
            boolean isPart =
                    op.results().size() == 1 && inlined.contains(op.results().get(0));
            boolean nested = op instanceof Op.Assert || isPart && op instanceof Op.If;
            if (!nested) {
                List<Regions.Node> inside = regions.of(op);
                for (int i = 0; i < inside.size(); i++) {
                    fine &= keepsOrder(inside.get(i), op instanceof Op.Loop && i == 0);
                }
            }
            if (isPart) {
                if (writes(op)) {
                    List<Value> parts = new ArrayList<>();
                    op.operands().forEach(v -> effectsOf(v, parts));
                    reads.removeAll(parts);
                    if (isExpression) {
                        strict.addAll(reads);
                        reads.clear();
                    } else {
                        fine &= flush(reads);
                    }
                    strict.add(op.results().get(0));
                } else if (hasEffect(op) && !isLengthOfLeaf(op.results().get(0))) {
                    (strict.isEmpty() ? reads : strict).add(op.results().get(0));
                }
                continue;
            }
            List<Value> inOrder = new ArrayList<>();
            op.operands().forEach(v -> effectsOf(v, inOrder));
            fine &= consume(inOrder, strict, reads, writes(op) ? op : null);
        }
        List<Value> inOrder = new ArrayList<>();
        node.region().yields().forEach(v -> effectsOf(v, inOrder));
        return consume(inOrder, strict, reads, null) && fine;
    }

    /** Takes what a statement evaluates from what waits to be evaluated. */
    private boolean consume(List<Value> inOrder, List<Value> strict, List<Value> reads, @Nullable Op write) {
        reads.removeAll(inOrder);
        List<Value> rest = new ArrayList<>(inOrder);
        rest.retainAll(strict);
        boolean fine = true;
        if (!rest.equals(strict) && (write != null || !rest.isEmpty())) {
            fine = flush(strict);
        }
        strict.removeAll(rest);
        if (write == null) {
            return fine;
        }
        List<Value> changed = new ArrayList<>(reads);
        changed.removeIf(read -> isElsewhere(read, write));
        reads.removeAll(changed);
        return flush(changed) && fine;
    }

    /** Whether one array is read and another one written, which is made in this body, so that both cannot be the same. */
    private boolean isElsewhere(Value read, Op write) {
        return regions.definition(read) instanceof Op.Load load
                && write instanceof Op.Store store
                && load.array() != store.array()
                && isMade(store.array())
                && (isMade(load.array()) || regions.parameters().contains(load.array()));
    }

    private boolean isMade(Value array) {
        Op op = regions.definition(array);
        return op != null && (isNewArray(op) || op instanceof Op.CloneArray);
    }

    private boolean flush(List<Value> values) {
        boolean fine = values.isEmpty();
        own.addAll(values);
        values.clear();
        return fine;
    }

    private static boolean writes(Op op) {
        if (op.effect() == Op.Effect.WRITES) {
            return true;
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                if (writes(inner)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The effects in the expression that a value is written as, in Java's order of evaluation. */
    private void effectsOf(Value value, List<Value> into) {
        if (!inlined.contains(value)) {
            return;
        }
        Op op = regions.definition(value);
        if (op == null) {
            return;
        }
        for (Value operand : op.operands()) {
            effectsOf(operand, into);
        }
        if (hasEffect(op) && !isLengthOfLeaf(value)) {
            into.add(value);
        }
    }

    /** Gives an action the variables that the expression of a value reads, one as often as it is read. */
    void eachLeaf(@Nullable Value value, Consumer<Value> action) {
        if (value == null) {
            return;
        }
        if (!inlined.contains(value)) {
            action.accept(value);
            return;
        }
        Op op = regions.definition(value);
        if (op != null) {
            eachLeaf(op, action);
        }
    }

    /** The same for those that an op reads, those inside of its regions included. */
    void eachLeaf(Op op, Consumer<Value> action) {
        for (Value operand : op.operands()) {
            eachLeaf(operand, action);
        }
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                eachLeaf(inner, action);
            }
            for (Value yielded : region.yields()) {
                eachLeaf(yielded, action);
            }
        }
    }

    /** The variables that an op reads in the order in which they are read, so that what is done with them is the same in every compilation. */
    Set<Value> leaves(Op op) {
        Set<Value> leaves = new LinkedHashSet<>();
        eachLeaf(op, leaves::add);
        return leaves;
    }
}
