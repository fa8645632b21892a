"""The item neighbours of `implicit` (cosine, K = 50, 2 threads): train and recommend to everyone.

    item_knn.py FOLDER

FOLDER holds train.csv or pairs.bin. Prints CPU and wall seconds; reading is not measured.
"""
import csv
import json
import os
import sys
import time

import numpy
import scipy.sparse
from implicit.nearest_neighbours import CosineRecommender


def read(folder):
    if os.path.exists(folder + "/pairs.bin"):
        numbers = numpy.fromfile(folder + "/pairs.bin", numpy.int32)
        return numbers[:len(numbers) // 2], numbers[len(numbers) // 2:]
    users, items, rows = {}, {}, []
    with open(folder + "/train.csv", newline="") as file:
        for line in csv.DictReader(file):
            rows.append((
                users.setdefault(line["user"], len(users)),
                items.setdefault(line["item"], len(items))))
    user, item = (numpy.array(column) for column in zip(*rows))
    return user, item


def main():
    user, item = read(sys.argv[1])
    wall, cpu = time.monotonic(), time.process_time()
    ones = numpy.ones(len(user), numpy.float32)
    bought = scipy.sparse.csr_matrix((ones, (user, item)))
    bought.sum_duplicates()
    bought.data[:] = 1
    model = CosineRecommender(K=50, num_threads=2)
    model.fit(bought, show_progress=False)
    lists, _ = model.recommend(
        numpy.arange(bought.shape[0]), bought, N=10, filter_already_liked_items=True)
    print(json.dumps({
        "cpu": time.process_time() - cpu, "wall": time.monotonic() - wall, "rows": len(lists)}))


main()
