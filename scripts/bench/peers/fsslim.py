"""A straightforward fsSLIM with numpy and scipy: train and recommend to everyone.

    fsslim.py FOLDER

Fifty cosine neighbours of each item, closed-form ridge (lambda 50), a half-life of 90 days on the
profile, a trend factor (7 days, exponent 0.2). Prints CPU and wall seconds; reading is not measured.
"""
import csv
import json
import sys
import time
from datetime import datetime, timezone

import numpy
import scipy.sparse


def read(folder):
    users, items, rows = {}, {}, []
    with open(folder + "/train.csv", newline="") as file:
        for line in csv.DictReader(file):
            moment = datetime.fromisoformat(line["timestamp"]).replace(tzinfo=timezone.utc)
            rows.append((
                users.setdefault(line["user"], len(users)),
                items.setdefault(line["item"], len(items)), moment.timestamp()))
    user, item, second = (numpy.array(column) for column in zip(*rows))
    return len(users), len(items), user, item, second


def train(shape, user, item, second):
    pair = user.astype(numpy.int64) * shape[1] + item
    order = numpy.lexsort((second, pair))
    pair, second = pair[order], second[order]
    last = numpy.append(pair[1:] != pair[:-1], True)
    user, item, second = pair[last] // shape[1], pair[last] % shape[1], second[last]
    bought = scipy.sparse.csr_matrix((numpy.ones(len(user), numpy.float32), (user, item)), shape)
    gram = (bought.T @ bought).tocsr()
    buyers = gram.diagonal()
    columns = bought.tocsc()
    rows, targets, values = [], [], []
    for target in range(shape[1]):
        place = slice(gram.indptr[target], gram.indptr[target + 1])
        near, shared = gram.indices[place], gram.data[place]
        other = near != target
        near, shared = near[other], shared[other]
        if len(near) > 50:
            best = numpy.argpartition(-shared / numpy.sqrt(buyers[near]), 50)[:50]
            near, shared = near[best], shared[best]
        if not len(near):
            continue
        chosen = columns[:, near]
        system = (chosen.T @ chosen).toarray()
        system[numpy.diag_indices(len(near))] += 50
        rows.append(near)
        targets.append(numpy.full(len(near), target))
        values.append(numpy.linalg.solve(system, shared))
    weights = scipy.sparse.csr_matrix(
        (numpy.concatenate(values).astype(numpy.float32),
         (numpy.concatenate(rows), numpy.concatenate(targets))), (shape[1], shape[1]))
    return bought, user, item, second, weights


def recommend(now, shape, bought, user, item, second, weights, trend):
    age = (now - second) / 86400
    profile = scipy.sparse.csr_matrix(
        (numpy.exp2(-age / 90).astype(numpy.float32), (user, item)), shape)
    lists = []
    for start in range(0, shape[0], 512):
        scores = (profile[start:start + 512] @ weights).toarray() * trend
        scores[bought[start:start + 512].nonzero()] = -numpy.inf
        best = numpy.argpartition(-scores, 10, axis=1)[:, :10]
        for row, found in enumerate(best):
            lists.append(found[numpy.argsort(-scores[row, found])])
    return lists


def main():
    users, items, user, item, second = read(sys.argv[1])
    now = datetime(2017, 12, 1, tzinfo=timezone.utc).timestamp()
    wall, cpu = time.monotonic(), time.process_time()
    trend = numpy.bincount(item, numpy.exp2(-(now - second) / 86400 / 7), items)
    trend = (trend / trend.max()) ** 0.2
    model = train((users, items), user, item, second)
    lists = recommend(now, (users, items), *model, trend)
    print(json.dumps({
        "cpu": time.process_time() - cpu, "wall": time.monotonic() - wall, "rows": len(lists)}))


main()
