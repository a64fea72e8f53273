package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.rules.Rules;
import org.backwire.processor.rules.Site;
import org.backwire.processor.rules.Term;

/**
 * Asks in the forward pass of a loop which operand of a max or min gave the value. So the answer may be recorded, a bit, where
 * otherwise both operands would have to be. The values of the function stay who they are.
 */
final class Routers {
    private final Activity activity;
    private final Map<Value, Value> answers = new HashMap<>();

    private Routers(Activity activity) {
        this.activity = activity;
    }

    /**
     * A function that asks.
     *
     * @param answers by the value of the gate
     */
    record Asked(Function function, Map<Value, Value> answers) {}

    static Asked in(Function function, Activity activity) {
        if (!function.body().has(Op.Loop.class)) {
            return new Asked(function, Map.of());
        }
        Routers routers = new Routers(activity);
        Region body = routers.region(function.body(), false);
        return new Asked(function.with(body), routers.answers);
    }

    private Region region(Region region, boolean inLoop) {
        List<Op> ops = new ArrayList<>();
        for (Op op : region.ops()) {
            boolean loops = inLoop || op instanceof Op.Loop;
            if (inLoop && op instanceof Op.Apply apply && isRouter(apply)) {
                RegionBuilder question = new RegionBuilder();
                Term x = Term.of(apply.operands().get(0), null, true);
                Term z = Term.of(apply.operands().get(1), null, true);
                Site site = new Site(question, apply.result().type(), Site.MATH);
                Value answer = Rules.firstWins(apply.gate(), x, z, site);
                Value named = Value.named(Type.Primitive.BOOLEAN, "wins");
                answers.put(apply.result(), question.renameLast(answer, named));
                ops.addAll(question.ops());
            }
            ops.add(op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, r -> region(r, loops)));
        }
        return new Region(ops, region.yields(), region.completes());
    }

    private boolean isRouter(Op.Apply apply) {
        return apply.view() == null
                && (apply.gate() == Gate.MAX || apply.gate() == Gate.MIN)
                && activity.isActive(apply.result());
    }
}
